import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DestinationProgram } from '../../src/guest/destination-program.js';
import { DestinationVcpu } from '../../src/guest/destination-vcpu.js';
import { PhasedWorkload } from '../../src/guest/phased-workload.js';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import { SleepPacedWorkload } from '../../src/guest/sleep-paced-workload.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import type { Workload } from '../../src/guest/workload.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { PAGES_PER_MIB } from '../../src/memory/units.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { NS_PER_S, ns } from '../../src/sim/time.js';

const PAGES = 64;
const costs = { faultIn: ns(100), visit: ns(100), writeFault: ns(0) };

function stress(start = 0): StressWorkload {
  return new StressWorkload(new WriteRegion(start, start + PAGES), costs);
}

function missingPages(...pages: readonly number[]): MissingPages {
  const bitmap = new PageBitmap(4 * PAGES);
  for (const page of pages) bitmap.setRange(page, page + 1);
  return new MissingPages(bitmap);
}

/** A vCPU that has run its programs for `ranFor`, and starts on the destination at 0. */
function vcpuOf(missing: MissingPages, ranFor: number, ...workloads: readonly Workload[]) {
  for (const workload of workloads) workload.run(ns(ranFor), ns(0), null);
  const programs = workloads.map(
    (workload) => new DestinationProgram(workload, ns(ranFor), 1, missing, null),
  );
  const vcpu = new DestinationVcpu(programs);
  vcpu.start(ns(0));
  return { vcpu, programs };
}

/** Runs to the next page that blocks; with its time. */
function nextBlock(vcpu: DestinationVcpu): readonly [page: number, time: number] {
  for (;;) {
    const time = vcpu.nextTouch;
    if (time === Infinity) return [-1, Infinity];
    const page = vcpu.touch();
    if (page !== null) return [page, Math.round(time)];
  }
}

describe('a sweep', () => {
  const filled = PAGES * costs.faultIn;

  test('is blocked by the first missing page on its way, at once if it stands on it', () => {
    const { vcpu } = vcpuOf(missingPages(10, 20), filled + 1050, stress());
    // It was stopped in the middle of page 10.
    expect(nextBlock(vcpu)).toEqual([10, 0]);
    expect(vcpu.nextTouch).toBe(Infinity);
  });

  test('goes on when the page is there, over what has arrived', () => {
    const missing = missingPages(10, 20, 21);
    const { vcpu } = vcpuOf(missing, filled + 500, stress());
    expect(nextBlock(vcpu)).toEqual([10, 500]);
    missing.place(10, 11);
    vcpu.arrived(10, ns(3000));
    missing.place(20, 21);
    expect(nextBlock(vcpu)).toEqual([21, 3000 + 1100]);
  });

  test('comes round', () => {
    const { vcpu } = vcpuOf(missingPages(3), filled + 500, stress());
    expect(nextBlock(vcpu)).toEqual([3, (PAGES - 5 + 3) * 100]);
  });

  test('never ends where nothing is missing', () => {
    const { vcpu } = vcpuOf(missingPages(200), filled, stress());
    expect(vcpu.nextTouch).toBe(Infinity);
  });

  test('fills what it had not filled, where pages are missing too', () => {
    const { vcpu } = vcpuOf(missingPages(30), 2000, stress());
    expect(nextBlock(vcpu)).toEqual([30, 1000]);
  });

  test('prints its lines as time goes by, with the waits in it', () => {
    const region = new WriteRegion(0, 1024 * PAGES_PER_MIB);
    const missing = new MissingPages(new PageBitmap(region.end));
    const fast = new StressWorkload(region, { faultIn: ns(1), visit: ns(10), writeFault: ns(0) });
    const { vcpu, programs } = vcpuOf(missing, region.pages, fast);
    vcpu.runTo(ns(NS_PER_S));
    // The first line is printed after 1025 MiB, the others after 1024.
    const [first, second] = programs[0].lineTimes;
    expect(first).toBe(1025 * PAGES_PER_MIB * 10);
    expect(second - first).toBe(1024 * PAGES_PER_MIB * 10);
  });

  test('agrees with a sweep page by page, whatever is missing', () => {
    const cases = fc.record({
      missing: fc.uniqueArray(fc.nat(PAGES - 1), { maxLength: 20 }),
      at: fc.nat(PAGES - 1),
      within: fc.nat(99),
      delay: fc.integer({ min: 1, max: 5000 }),
    });
    fc.assert(
      fc.property(cases, ({ missing: pages, at, within, delay }) => {
        const missing = missingPages(...pages);
        const { vcpu } = vcpuOf(missing, filled + at * 100 + within, stress());
        const expected: (readonly [number, number])[] = [];
        const left = new Set(pages);
        let time = -within;
        for (let step = 0; step < 2 * PAGES; step++) {
          const page = (at + step) % PAGES;
          const touched = Math.max(0, time);
          if (left.delete(page)) {
            expected.push([page, touched]);
            time += delay;
          }
          time += 100;
        }
        const seen: (readonly [number, number])[] = [];
        for (let index = 0; index < pages.length; index++) {
          const [page, blockedAt] = nextBlock(vcpu);
          seen.push([page, blockedAt]);
          missing.place(page, page + 1);
          vcpu.arrived(page, ns(blockedAt + delay));
        }
        expect(seen).toEqual(expected);
      }),
    );
  });
});

test('what blocks one program of a vCPU blocks them all', () => {
  const missing = missingPages(5, PAGES + 8);
  const { vcpu } = vcpuOf(missing, PAGES * 100, stress(), stress(PAGES));
  expect(nextBlock(vcpu)).toEqual([5, 500]);
  missing.place(5, 6);
  vcpu.arrived(5, ns(10_000));
  expect(nextBlock(vcpu)).toEqual([PAGES + 8, 10_300]);
});

test('a blocked vCPU does nothing, and one that has run to a time runs no part of it again', () => {
  const ran: (readonly [from: number, to: number])[] = [];
  const program = {
    untilMissing: () => 100,
    missingPage: () => 7,
    arrived: () => {},
    resume: () => {},
    run: (from: number, to: number) => void ran.push([from, to]),
  };
  const vcpu = new DestinationVcpu([program as unknown as DestinationProgram]);
  vcpu.runTo(ns(5));
  vcpu.start(ns(10));
  for (const time of [10, 40, 40, 30]) vcpu.runTo(ns(time));
  expect(vcpu.touch()).toBe(7);
  vcpu.runTo(ns(500));
  vcpu.arrived(7, ns(600));
  vcpu.runTo(ns(610));
  expect(ran).toEqual([
    [10, 40],
    [40, 110],
    [600, 610],
  ]);
});

test('a program that sleeps touches a page when that is due', () => {
  // One page a microsecond, ten times slower than it can.
  const mibPerSecond = (NS_PER_S / 1000) * (1 / PAGES_PER_MIB);
  const paced = new SleepPacedWorkload(stress(), ns(100), mibPerSecond);
  // Before the migration it fills its region, which is due page by page too.
  const { vcpu } = vcpuOf(missingPages(7), PAGES * 1000, paced);
  expect(nextBlock(vcpu)).toEqual([7, 7000]);
});

test('a phase touches nothing until it is on', () => {
  const phased = new PhasedWorkload(stress(), {
    start: ns(10_000),
    length: ns(5000),
    cycle: ns(20_000),
  });
  // After 15 us the first phase is over, with 50 pages filled; the next one begins at 30 us.
  const { vcpu } = vcpuOf(missingPages(52), 15_000, phased);
  expect(nextBlock(vcpu)).toEqual([52, 15_000 + 200]);
});

test('a phase that sleeps to a schedule waits for each missing page before it is touched', () => {
  const cases = fc.record({
    speed: fc.constantFrom(0.7, 0.95, 1, 1.3),
    ranFor: fc.integer({ min: 1000, max: 40_000 }),
    delays: fc.array(fc.integer({ min: 1, max: 30_000 }), { minLength: 5, maxLength: 40 }),
    length: fc.constantFrom(5000, 12_000, 20_000),
  });
  fc.assert(
    fc.property(cases, ({ delays, length, ranFor, speed }) => {
      const bitmap = new PageBitmap(PAGES);
      bitmap.setRange(0, PAGES);
      const missing = new MissingPages(bitmap);
      const paced = new SleepPacedWorkload(
        stress(),
        ns(100),
        (NS_PER_S / 400) * (1 / PAGES_PER_MIB),
      );
      const window = { start: ns(0), length: ns(length), cycle: ns(20_000) };
      const phased = new PhasedWorkload(paced, window);
      phased.run(ns(ranFor), ns(0), null);
      let now = 0;
      const touchedEarly: (readonly [page: number, time: number])[] = [];
      const observer = {
        pagesTouched: (start: number, end: number) => {
          const page = missing.next(start, end);
          if (page < end) touchedEarly.push([page, now]);
        },
      };
      const program = new DestinationProgram(phased, ns(ranFor), speed, missing, observer);
      const vcpu = new DestinationVcpu([program]);
      // It starts a while after it was stopped.
      vcpu.start(ns(3000));
      for (const delay of delays) {
        const [page, time] = nextBlock(vcpu);
        if (page < 0) break;
        now = time;
        missing.place(page, page + 1);
        vcpu.arrived(page, ns(time + delay));
      }
      expect(touchedEarly).toEqual([]);
    }),
  );
});

describe('random visits', () => {
  const PAGES_OF_RANDOM = 2000;

  function randomVcpu(missing: MissingPages) {
    const region = new WriteRegion(0, PAGES_OF_RANDOM);
    const workload = new RandomWorkload(region, costs, new RandomStream('visits'));
    return vcpuOf(missing, PAGES_OF_RANDOM * costs.faultIn, workload).vcpu;
  }

  test('hit missing pages, all equally likely, as seldom as they are few', () => {
    const bitmap = new PageBitmap(PAGES_OF_RANDOM);
    bitmap.setRange(500, 700);
    const times: number[] = [];
    let below = 0;
    for (let round = 0; round < 200; round++) {
      const vcpu = randomVcpuFrom(bitmap, `visits-${round}`);
      const [page, time] = nextBlock(vcpu);
      expect(page).toBeGreaterThanOrEqual(500);
      expect(page).toBeLessThan(700);
      if (page < 600) below++;
      times.push(time);
    }
    // A tenth of the pages is missing: ten visits of 100 ns in the mean.
    const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
    expect(mean).toBeGreaterThan(800);
    expect(mean).toBeLessThan(1200);
    expect(Math.abs(below - 100)).toBeLessThan(25);
  });

  test('hit nothing once all is there', () => {
    const bitmap = new PageBitmap(PAGES_OF_RANDOM);
    bitmap.setRange(0, 10);
    const missing = new MissingPages(bitmap);
    const vcpu = randomVcpu(missing);
    missing.place(0, 10);
    expect(nextBlock(vcpu)).toEqual([-1, Infinity]);
  });

  function randomVcpuFrom(bitmap: PageBitmap, name: string): DestinationVcpu {
    const region = new WriteRegion(0, PAGES_OF_RANDOM);
    const workload = new RandomWorkload(region, costs, new RandomStream(name));
    return vcpuOf(new MissingPages(bitmap), PAGES_OF_RANDOM * costs.faultIn, workload).vcpu;
  }
});
