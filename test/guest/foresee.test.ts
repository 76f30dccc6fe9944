import { describe, expect, test } from 'vitest';
import { RandomWorkload } from '../../src/guest/random-workload.js';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import type { Workload } from '../../src/guest/workload.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { ns } from '../../src/sim/time.js';

const costs = { faultIn: ns(100), visit: ns(10), writeFault: ns(3) };
const FAULT = ns(5);

function expectForeseen(workload: Workload, time: number, visits: number, pages: number): void {
  const foreseen = workload.foresee(ns(time), FAULT);
  expect(foreseen.visits).toBeCloseTo(visits, 6);
  expect(foreseen.pages).toBeCloseTo(pages, 6);
}

describe('a sweep', () => {
  function stress({ filledFor = 0, reads = false, pages = 64 } = {}): StressWorkload {
    const workload = new StressWorkload(new WriteRegion(0, pages), costs, undefined, reads);
    workload.run(ns(filledFor), ns(0), null);
    return workload;
  }

  test('fills its buffer with a fault for each page, and goes on from the start with another', () => {
    expectForeseen(stress(), 0, 0, 0);
    expectForeseen(stress(), 10.5 * 105, 10.5, 10.5);
    // All pages are dirty then: those of the sweep are so already.
    expectForeseen(stress(), 64 * 105 + 20 * 15, 84, 64);
  });

  test('that has filled a part fills the rest', () => {
    expectForeseen(stress({ filledFor: 3200 }), 40 * 105, 32 + 8 * 7, 64);
    expectForeseen(stress({ filledFor: 3200 }), 32 * 105 + 4 * 15, 36, 36);
  });

  test('faults once on each page, and then no more', () => {
    const full = { filledFor: 6400 };
    expectForeseen(stress(full), 20 * 15, 20, 20);
    expectForeseen(stress(full), 64 * 15, 64, 64);
    expectForeseen(stress(full), 64 * 15 + 300, 94, 64);
  });

  test('that reads dirties what it fills alone', () => {
    expectForeseen(stress({ reads: true }), 64 * 105 + 100, 74, 64);
    expectForeseen(stress({ reads: true, filledFor: 6400 }), 100, 10, 0);
  });

  test('over nothing is nothing', () => {
    expectForeseen(stress({ pages: 0 }), 1000, 0, 0);
  });
});

describe('random visits', () => {
  const PAGES = 100;

  function random(filledFor = 0, pages = PAGES): RandomWorkload {
    const workload = new RandomWorkload(new WriteRegion(0, pages), costs, new RandomStream('a'));
    workload.run(ns(filledFor), ns(0), null);
    return workload;
  }

  /** Time of `visits` with a fault for each page that they hit first, and how many those are. */
  function timeOf(visits: number): { readonly time: number; readonly hit: number } {
    const hit = PAGES * -Math.expm1(-visits / PAGES);
    return { time: visits * costs.visit + hit * FAULT, hit };
  }

  test('begin when the region is filled', () => {
    expectForeseen(random(), 10.5 * 105, 10.5, 10.5);
    expectForeseen(random(), PAGES * 105, PAGES, PAGES);
    expectForeseen(random(), PAGES * 105 + timeOf(70).time, PAGES + 70, PAGES);
    expectForeseen(random(9000), 10 * 105 + timeOf(70).time, 10 + 70, 10 + timeOf(70).hit);
  });

  test.each([1, 40, 100, 700])('%i hit some pages again', (visits) => {
    const { time, hit } = timeOf(visits);
    expectForeseen(random(PAGES * 100), time, visits, hit);
  });

  test('of nothing are none', () => {
    expectForeseen(random(0, 0), 1000, 0, 0);
  });
});
