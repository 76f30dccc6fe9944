import { expect, test } from 'vitest';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import type { VisitCosts } from '../../src/guest/visit-costs.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { ns } from '../../src/sim/time.js';

const START = 320;

/** A page takes 100 ns to fill, and 10 ns to sweep. */
const costs: VisitCosts = { faultIn: ns(100), visit: ns(10), writeFault: ns(5) };

test('a visit of which a rounding error is left is over, where the program goes on', () => {
  const region = new WriteRegion(START, START + 8);
  const workload = new StressWorkload(region, costs);
  // The buffer is filled, and three pages are swept but for a hundred-millionth of a visit.
  workload.run(ns(8 * 100 + 30 - 1e-7), ns(830), null);
  workload.endVisit();
  const written: number[] = [];
  const observer = { pagesWritten: (start: number) => void written.push(start - START) };
  workload.run(ns(5), ns(835), observer);
  expect(written).toEqual([3]);
  workload.endVisit();
  workload.run(ns(5), ns(840), observer);
  expect(written).toEqual([3, 3]);
});

test('the last visit of a sweep ends the sweep', () => {
  const region = new WriteRegion(START, START + 4);
  const workload = new StressWorkload(region, costs);
  workload.run(ns(4 * 100 + 40 - 1e-7), ns(440), null);
  workload.endVisit();
  const written: number[] = [];
  workload.run(ns(5), ns(445), { pagesWritten: (start) => void written.push(start - START) });
  expect(written).toEqual([0]);
});
