import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import type { VisitCosts } from '../../src/guest/visit-costs.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { draws } from '../support/draws.js';

const PAGES = 50_000;
const START = 64;

/** A page takes 100 ns to fill, and 10 ns to visit. */
const costs: VisitCosts = { faultIn: ns(100), visit: ns(10), writeFault: ns(0) };

/** A region that is full and protected, and the workload that fills it. */
function filled(prices: VisitCosts = costs, pages = PAGES, name = 'random') {
  const region = new WriteRegion(START, START + pages);
  const workload = new RandomWorkload(region, prices, new RandomStream(name));
  workload.run(ns(pages * prices.faultIn), ns(0), null);
  protectAll(region);
  return { region, workload };
}

function protectAll(region: WriteRegion): void {
  region.logged.clear();
  region.protectedPages = region.pages;
}

/** Expects a number of hits among `trials` of a probability, within five standard deviations. */
function expectHits(hits: number, trials: number, probability: number): void {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  expect(Math.abs(hits - trials * probability)).toBeLessThanOrEqual(5 * deviation + 1);
}

describe('filling', () => {
  test('goes from page to page, and only then the visits begin', () => {
    const region = new WriteRegion(START, START + 64);
    const workload = new RandomWorkload(region, costs, new RandomStream(''));
    protectAll(region);
    workload.run(ns(250), ns(250), null);
    expect(region.touchedEnd).toBe(START + 3);
    expect([...region.logged.settledWords()]).toEqual([0b111, 0]);
    workload.run(ns(100), ns(350), null);
    expect(region.touchedEnd).toBe(START + 4);
    workload.run(ns(6400 - 350), ns(6400), null);
    expect(region.touchedEnd).toBe(START + 64);
    protectAll(region);
    workload.run(ns(640), ns(7040), null);
    expectHits(64 - region.protectedPages, 64, -Math.expm1(-1));
  });

  test('writes the pages that it reaches, and no others again', () => {
    const region = new WriteRegion(START, START + 64);
    const workload = new RandomWorkload(region, costs, new RandomStream(''));
    protectAll(region);
    const written: number[][] = [];
    const observer = {
      pagesWritten: (start: number, end: number, by: number) =>
        void written.push([start - START, end - START, by]),
    };
    for (const time of [250, 400, 6400]) {
      workload.run(ns(time - (written.at(-1)?.[2] ?? 0)), ns(time), observer);
    }
    // The page in progress is written again.
    expect(written).toEqual([
      [0, 3, 250],
      [2, 4, 400],
      [4, 64, 6400],
    ]);
  });

  test('an empty region is never written', () => {
    const workload = new RandomWorkload(new WriteRegion(0, 0), costs, new RandomStream(''));
    expect(() => workload.run(ns(1e12), ns(1e12), null)).not.toThrow();
  });
});

describe('of n pages, k visits hit a share of 1 - exp(-k / n)', () => {
  test.each([0.001, 0.1, 0.7, 1, 3, 8])('k / n = %d', (ratio) => {
    const { region, workload } = filled();
    workload.run(ns(ratio * PAGES * costs.visit), ns(1), null);
    const hits = region.logged.count(0, PAGES);
    expect(region.protectedPages).toBe(PAGES - hits);
    expectHits(hits, PAGES, -Math.expm1(-ratio));
    // All pages are equally likely: so are the halves and every eighth page.
    expectHits(region.logged.count(0, PAGES / 2), PAGES / 2, -Math.expm1(-ratio));
    const eighths = Array.from({ length: PAGES / 8 }, (_, index) => region.isLogged(index * 8));
    expectHits(eighths.filter(Boolean).length, PAGES / 8, -Math.expm1(-ratio));
  });

  test('after so many that no page can be left out, none is', () => {
    const { region, workload } = filled();
    workload.run(ns(50 * PAGES * costs.visit), ns(1), null);
    expect(region.protectedPages).toBe(0);
  });

  test('in one run or in many', () => {
    const { region, workload } = filled();
    for (let run = 0; run < 100; run++) workload.run(ns(0.01 * PAGES * costs.visit), ns(run), null);
    expectHits(PAGES - region.protectedPages, PAGES, -Math.expm1(-1));
  });

  test('also of the pages that are protected, if others are not', () => {
    const { region, workload } = filled();
    for (let first = 0; first < PAGES; first += 100) region.logged.setRange(first, first + 37);
    const logged = region.logged.count(0, PAGES);
    region.protectedPages = PAGES - logged;
    workload.run(ns(0.5 * PAGES * costs.visit), ns(1), null);
    const hits = region.logged.count(0, PAGES) - logged;
    expect(region.protectedPages).toBe(PAGES - logged - hits);
    expectHits(hits, PAGES - logged, -Math.expm1(-0.5));
  });
});

test.each([5, 40, 200])('faults of %d ns take their part of the time', (writeFault) => {
  for (const ratio of [0.2, 1, 4]) {
    const { region, workload } = filled({ ...costs, writeFault: ns(writeFault) });
    // The time that k visits and their faults take; k is found by bisection.
    const runTime = ratio * PAGES * costs.visit;
    const timeOf = (visits: number): number =>
      visits * costs.visit - Math.expm1(-visits / PAGES) * PAGES * writeFault;
    let low = 0;
    let high = ratio * PAGES;
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (timeOf(middle) < runTime) low = middle;
      else high = middle;
    }
    workload.run(ns(runTime), ns(1), null);
    expectHits(PAGES - region.protectedPages, PAGES, -Math.expm1(-low / PAGES));
  }
});

describe('what is reported as written', () => {
  test('covers what is logged, at the time of the run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.array(fc.integer({ min: 0, max: 4000 }), { minLength: 1, maxLength: 8 }),
        (pages, runs) => {
          const { region, workload } = filled(costs, pages);
          const written = new Set<number>();
          let by = 0;
          for (const runTime of runs) {
            by += runTime;
            const expected = by;
            workload.run(ns(runTime), ns(by), {
              pagesWritten: (start, end, at) => {
                expect(at).toBe(expected);
                expect(start).toBeGreaterThanOrEqual(START);
                expect(end).toBeLessThanOrEqual(START + pages);
                for (let page = start; page < end; page++) written.add(page - START);
              },
            });
          }
          const logged = Array.from({ length: pages }, (_, page) => page).filter((page) =>
            region.isLogged(page),
          );
          expect([...written].sort((a, b) => a - b)).toEqual(logged);
          expect(region.protectedPages).toBe(pages - logged.length);
        },
      ),
      draws(200, 41),
    );
  });
});

test('the same stream gives the same log, another one another', () => {
  const logs = ['a', 'a', 'b'].map((name) => {
    const { region, workload } = filled(costs, 3200, name);
    workload.run(ns(3200 * costs.visit), ns(1), null);
    return [...region.logged.settledWords()];
  });
  expect(logs[1]).toEqual(logs[0]);
  expect(logs[2]).not.toEqual(logs[0]);
});

test('where nothing is missing no visit waits, and none is drawn', () => {
  const random = new RandomStream('missing');
  const workload = new RandomWorkload(new WriteRegion(0, 64), costs, random);
  workload.run(ns(6400), ns(0), null);
  expect(workload.untilMissing(new MissingPages(new PageBitmap(64)))).toBe(Infinity);
  expect(random.uniform()).toBe(new RandomStream('missing').uniform());
});
