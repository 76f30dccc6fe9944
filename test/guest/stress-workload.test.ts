import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stressPattern } from '../../src/guest/page-content.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import type { VisitCosts } from '../../src/guest/visit-costs.js';
import { PAGES_PER_MIB } from '../../src/memory/units.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { NaiveStress } from '../support/naive-stress.js';
import { draws } from '../support/draws.js';

const START = 320;

/** A page takes 100 ns to fill, 10 ns to sweep, and 5 ns more if it faults. */
const costs: VisitCosts = { faultIn: ns(100), visit: ns(10), writeFault: ns(5) };

function protectAll(region: WriteRegion): void {
  region.logged.clear();
  region.protectedPages = region.pages;
}

function loggedPages(region: WriteRegion): number[] {
  return Array.from({ length: region.pages }, (_, page) => page).filter((p) => region.isLogged(p));
}

/** How often a page of the region has been XORed, the visit in progress included. */
function passesOver({ content }: StressWorkload, page: number): number {
  return Math.max(0, Math.ceil(content.versionOf(page)));
}

describe('by hand', () => {
  test('fills its buffer first, and goes on where it stopped', () => {
    const region = new WriteRegion(START, START + 8);
    const workload = new StressWorkload(region, costs);
    workload.run(ns(250), ns(250), null);
    expect(region.touchedEnd).toBe(START + 3);
    workload.run(ns(100), ns(350), null);
    expect(region.touchedEnd).toBe(START + 4);
    expect(workload.copyLines.sweepsBeganAtRun).toBeNull();
    workload.run(ns(450), ns(800), null);
    expect(region.touchedEnd).toBe(START + 8);
    expect(workload.copyLines.sweepsBeganAtRun).toBe(800);
    expect(passesOver(workload, 0)).toBe(0);
    workload.run(ns(80 + 35), ns(915), null);
    expect([0, 3, 4, 7].map((page) => passesOver(workload, page))).toEqual([2, 2, 1, 1]);
  });

  test('a write to a protected page faults, and is logged as it begins', () => {
    const region = new WriteRegion(START, START + 8);
    const workload = new StressWorkload(region, costs);
    workload.run(ns(800), ns(800), null);
    protectAll(region);
    // 15 ns for each page: three done, and 5 ns of fault for the fourth.
    workload.run(ns(50), ns(850), null);
    expect(loggedPages(region)).toEqual([0, 1, 2, 3]);
    expect(region.protectedPages).toBe(4);
    expect(passesOver(workload, 2)).toBe(1);
    expect(passesOver(workload, 3)).toBe(0);
    workload.run(ns(10), ns(860), null);
    expect(loggedPages(region)).toEqual([0, 1, 2, 3]);
    expect(passesOver(workload, 3)).toBe(1);
  });

  test('the page in progress is written again, and faults again, if it was protected since', () => {
    const region = new WriteRegion(START, START + 8);
    const workload = new StressWorkload(region, costs);
    workload.run(ns(800), ns(800), null);
    protectAll(region);
    workload.run(ns(15 + 10), ns(825), null);
    protectAll(region);
    workload.run(ns(10), ns(835), null);
    expect(loggedPages(region)).toEqual([1]);
    workload.run(ns(1), ns(836), null);
    expect(loggedPages(region)).toEqual([1, 2]);
  });

  test('an empty region is never written', () => {
    const workload = new StressWorkload(new WriteRegion(START, START), costs);
    workload.run(ns(1e12), ns(1e12), null);
    expect(workload.copyLines.runTimes).toEqual([]);
  });
});

describe('"copied 1 GB" lines', () => {
  const megabyte = { faultIn: ns(1000), visit: ns(500), writeFault: ns(0) };
  const first = 1025 * PAGES_PER_MIB * 500;
  const later = 1024 * PAGES_PER_MIB * 500;

  test('the first line covers 1025 MiB, all others 1024, counted across sweeps', () => {
    const region = new WriteRegion(START, START + 3 * PAGES_PER_MIB);
    const workload = new StressWorkload(region, megabyte);
    const fill = region.pages * 1000;
    workload.run(ns(fill + first + 2 * later + 1), ns(0), null);
    expect(workload.copyLines.sweepsBeganAtRun).toBe(fill);
    const expected = [fill + first, fill + first + later, fill + first + 2 * later];
    expect(workload.copyLines.runTimes).toHaveLength(3);
    workload.copyLines.runTimes.forEach((time, line) =>
      expect(time).toBeCloseTo(expected[line], 0),
    );
  });

  test('lines do not depend on how the run is cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 60_000_000 }), { minLength: 5, maxLength: 30 });
    fc.assert(
      fc.property(cuts, (runs) => {
        const pages = 7 * PAGES_PER_MIB;
        const cut = new StressWorkload(new WriteRegion(0, pages), megabyte);
        const whole = new StressWorkload(new WriteRegion(0, pages), megabyte);
        for (const run of runs) cut.run(ns(run), ns(0), null);
        whole.run(ns(runs.reduce((sum, run) => sum + run, 0)), ns(0), null);
        expect(cut.copyLines.runTimes).toHaveLength(whole.copyLines.runTimes.length);
        cut.copyLines.runTimes.forEach((time, line) =>
          expect(time).toBeCloseTo(whole.copyLines.runTimes[line], 0),
        );
      }),
      draws(50, 21),
    );
  });

  test('faults make a gigabyte take longer', () => {
    const region = new WriteRegion(0, 2048 * PAGES_PER_MIB);
    const workload = new StressWorkload(region, {
      faultIn: ns(0),
      visit: ns(500),
      writeFault: ns(250),
    });
    workload.run(ns(1), ns(0), null);
    protectAll(region);
    workload.run(ns(first * 1.5 + 1000), ns(0), null);
    expect(workload.copyLines.runTimes).toHaveLength(1);
    expect(workload.copyLines.runTimes[0]).toBeCloseTo(first * 1.5, -3);
  });
});

type Action =
  | { readonly kind: 'run'; readonly time: number }
  | { readonly kind: 'clear'; readonly from: number; readonly to: number }
  | { readonly kind: 'log' | 'log-all' | 'unlog' };

const page = fc.nat(200);
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('run'), time: fc.nat(400_000) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('run'), time: fc.nat(5000) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('clear'), from: page, to: page }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('log', 'log-all', 'unlog') }) },
);

/** Costs of powers of two, so that the closed form divides without rounding. */
const exactCosts = fc.record({
  faultIn: fc.constantFrom(512, 2048, 16_384).map(ns),
  visit: fc.constantFrom(256, 1024, 4096).map(ns),
  writeFault: fc.oneof(fc.constant(0), fc.nat(2000), fc.nat(40_000)).map(ns),
});

/** Puts the log of `region` in the state of `naive`. */
function copyLog(naive: NaiveStress, region: WriteRegion): void {
  region.logged.clear();
  if (naive.logging) for (const logged of naive.logged) region.logged.setRange(logged, logged + 1);
  region.protectedPages = naive.protectedPages;
}

function changeLog(naive: NaiveStress, region: WriteRegion, change: Action): void {
  if (change.kind === 'clear') {
    const from = Math.min(change.from, change.to);
    const to = Math.min(region.pages, Math.max(change.from, change.to));
    if (!naive.logging || from >= to) return;
    for (let each = from; each < to; each++) naive.logged.delete(each);
    region.logged.clearRange(from, to);
    region.protectedPages = region.pages - region.logged.count(0, region.pages);
    return;
  }
  naive.logging = change.kind !== 'unlog';
  naive.logged.clear();
  if (change.kind === 'log-all') for (let p = 0; p < naive.pages; p++) naive.logged.add(p);
  copyLog(naive, region);
}

test('agrees with the program run page by page', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 200 }),
      exactCosts,
      fc.array(action, { minLength: 1, maxLength: 30 }),
      (pages, prices, actions) => {
        const region = new WriteRegion(START, START + pages);
        const workload = new StressWorkload(region, prices);
        const naive = new NaiveStress(pages, prices);
        for (const step of actions) {
          if (step.kind !== 'run') {
            changeLog(naive, region, step);
            continue;
          }
          const inProgress = naive.page;
          const expected = naive.run(step.time);
          const written = new Set<number>();
          workload.run(ns(step.time), ns(0), {
            pagesWritten: (start, end) => {
              for (let each = start; each < end; each++) written.add(each - START);
            },
          });
          expect(region.protectedPages).toBe(naive.protectedPages);
          if (naive.logging) {
            expect(loggedPages(region)).toEqual([...naive.logged].sort((a, b) => a - b));
          }
          expect(region.touchedEnd).toBe(START + naive.touchedEnd);
          const all = Array.from({ length: pages }, (_, each) => each);
          expect(all.map((each) => passesOver(workload, each))).toEqual(
            all.map((each) => naive.passesOver(each)),
          );
          // A visit that goes on counts as a write even if a new fault takes all the time.
          written.delete(inProgress);
          expected.delete(inProgress);
          expect([...written].sort((a, b) => a - b)).toEqual([...expected].sort((a, b) => a - b));
        }
      },
    ),
    draws(1000, 22),
  );
});

test('one that reads fills its buffer, and then writes nothing, at the same speed', () => {
  const [writer, reader] = [false, true].map((reads) => {
    const region = new WriteRegion(START, START + 4 * 1025 * PAGES_PER_MIB);
    return new StressWorkload(region, costs, stressPattern, reads);
  });
  const written: number[] = [];
  const observer = { pagesWritten: (start: number, end: number) => void written.push(start, end) };
  const { pages } = reader.region;
  for (const workload of [writer, reader]) workload.run(ns(pages * 100), ns(1), observer);
  expect(written).toEqual([START, START + pages, START, START + pages]);
  for (const workload of [writer, reader]) workload.run(ns(pages * 20), ns(2), null);
  expect(reader.copyLines.runTimes).toEqual(writer.copyLines.runTimes);
  protectAll(reader.region);
  written.length = 0;
  reader.run(ns(pages * 20), ns(3), observer);
  expect(written).toEqual([]);
  expect([reader.content.versionOf(0), reader.content.versionOf(pages - 1)]).toEqual([0, 0]);
  expect(reader.region.protectedPages).toBe(pages);
});
