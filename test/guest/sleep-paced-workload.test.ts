import { describe, expect, test } from 'vitest';
import { RunClock } from '../../src/guest/run-clock.js';
import { stressPattern } from '../../src/guest/page-content.js';
import { SleepPacedWorkload } from '../../src/guest/sleep-paced-workload.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../src/sim/time.js';

/** 100,000 pages a second of 1000 ns each: busy for a tenth of the time. */
const MIB_PER_SECOND = 390.625;
const VISIT_NS = 1000;

const ms = (count: number): number => count * NS_PER_MS;

/** A paced program, and for how long it was busy in each run, ms. */
function paced() {
  const busyMs: number[] = [];
  const inner = {
    region: new WriteRegion(0, 32),
    writesInOrder: true,
    untilMissing: () => ns(Infinity),
    missingPage: () => null,
    copyLines: null,
    freeList: null,
    content: { pattern: stressPattern, versionOf: () => 0 },
    run: (runTime: number) => void busyMs.push(runTime / NS_PER_MS),
    foresee: (runTime: number) => ({ visits: runTime / VISIT_NS, pages: runTime / VISIT_NS }),
  };
  return { busyMs, workload: new SleepPacedWorkload(inner, ns(VISIT_NS), MIB_PER_SECOND) };
}

function expectBusy(busyMs: readonly number[], expected: readonly number[]): void {
  expect(busyMs).toHaveLength(expected.length);
  busyMs.forEach((busy, index) => expect(busy).toBeCloseTo(expected[index], 6));
}

test('is busy for as long as what is due takes, before the migration and after', () => {
  const { busyMs, workload } = paced();
  workload.run(ns(NS_PER_S), ns(0), null);
  workload.run(ns(ms(10)), ns(ms(10)), null);
  workload.run(ns(ms(500)), ns(ms(510)), null);
  expectBusy(busyMs, [100, 1, 50]);
});

test('a program that is looked at for the first time during the migration', () => {
  const { busyMs, workload } = paced();
  workload.run(ns(ms(30)), ns(ms(70)), null);
  workload.run(ns(ms(10)), ns(ms(80)), null);
  expectBusy(busyMs, [3, 1]);
});

describe('a throttle', () => {
  test('that leaves it less time than it needs makes it late; it catches up when it can', () => {
    const { busyMs, workload } = paced();
    workload.run(ns(NS_PER_S), ns(0), null);
    // 1 of 100 ms: 10 ms of work are due.
    workload.run(ns(ms(1)), ns(ms(100)), null);
    workload.run(ns(ms(5)), ns(ms(110)), null);
    // 13 ms were due by then, 6 are done.
    workload.run(ns(ms(20)), ns(ms(130)), null);
    workload.run(ns(ms(20)), ns(ms(150)), null);
    expectBusy(busyMs, [100, 1, 5, 7, 2]);
  });

  test('that leaves it enough does not slow it', () => {
    for (const [percent, expectedSeconds] of [
      [0, 1],
      [50, 1],
      [85, 1],
      // It runs for 5 % of the time, and needs 10.
      [95, 0.5],
    ]) {
      const { busyMs, workload } = paced();
      const clock = new RunClock(ns(0));
      workload.run(ns(0), ns(0), null);
      if (percent > 0) clock.setThrottle(percent, ns(0));
      let ran = 0;
      for (let now = ms(200); now <= 10 * NS_PER_S; now += ms(200)) {
        workload.run(ns(clock.runTimeAt(ns(now)) - ran), ns(now), null);
        ran = clock.runTimeAt(ns(now));
      }
      const busy = busyMs.reduce((sum, each) => sum + each, 0) / 1000;
      expect(busy).toBeCloseTo(expectedSeconds, 6);
    }
  });
});

test.each([1, 0.8, 1.25])('at a speed of %d the next page is due at the same time', (speed) => {
  const region = new WriteRegion(64, 128);
  const costs = { faultIn: ns(100), visit: ns(100), writeFault: ns(0) };
  const inner = new StressWorkload(region, costs);
  // A page is due each 100 microseconds.
  const workload = new SleepPacedWorkload(inner, costs.visit, 10_000 / 256);
  workload.run(ns(70 * 100_000), ns(70 * 100_000), null);
  const discarded = new PageBitmap(128);
  discarded.setRange(64, 128);
  const until = workload.untilMissing(new MissingPages(discarded), ns(70 * 100_000), speed);
  const ahead = workload.untilMissing(missingFrom(75), ns(70 * 100_000), speed) - until;
  // Page 75 is five visits after page 70, which the program is at.
  expect(ahead / speed).toBeCloseTo(5 * 100_000, 3);
});

/** All of the region from a page on is missing. */
function missingFrom(page: number): MissingPages {
  const discarded = new PageBitmap(128);
  discarded.setRange(page, 128);
  return new MissingPages(discarded);
}
