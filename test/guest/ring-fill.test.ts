import { expect, test } from 'vitest';
import { pagesWrittenIn, ringFillTime } from '../../src/guest/ring-fill.js';
import type { Workload } from '../../src/guest/workload.js';
import { NS_PER_S, ns } from '../../src/sim/time.js';

/** Writes what the function says; each fault takes time of the run. */
function writing(pagesIn: (runNs: number, faultNs: number) => number): Workload {
  return {
    foresee: (runTime: number, fault: number) => ({ visits: 0, pages: pagesIn(runTime, fault) }),
  } as Pick<Workload, 'foresee'> as Workload;
}

const steady = writing((runNs, faultNs) => runNs / (1000 + faultNs));

test('the programs of a vCPU write together', () => {
  expect(pagesWrittenIn([steady, steady], ns(10_000), ns(1000))).toBe(10);
  expect(pagesWrittenIn([], ns(10_000), ns(0))).toBe(0);
});

test('at a constant rate the ring is full after its entries', () => {
  expect(ringFillTime([steady], 4000, ns(0))).toBeCloseTo(4_000_000, 2);
  expect(ringFillTime([steady], 4000, ns(500))).toBeCloseTo(6_000_000, 2);
  expect(ringFillTime([steady, steady], 4000, ns(0))).toBeCloseTo(2_000_000, 2);
});

test('at a constant rate it is found at the first try', () => {
  const tried: number[] = [];
  const noting = writing((runNs) => {
    tried.push(runNs);
    return runNs / 1000;
  });
  ringFillTime([noting], 4000, ns(0));
  expect(tried).toEqual([NS_PER_S, expect.closeTo(4_000_000, 2)]);
});

test('a working set as large as the ring fills it', () => {
  const small = writing((runNs) => Math.min(4000, runNs / 1000));
  expect(ringFillTime([small], 4000, ns(0))).toBeCloseTo(4_000_000, 2);
  expect(ringFillTime([small], 4001, ns(0))).toBe(Infinity);
});

test('a ring that is emptied before, each second, is never full', () => {
  const slow = (pages: number): Workload => writing((runNs) => (pages * runNs) / NS_PER_S);
  expect(ringFillTime([slow(3999)], 4000, ns(0))).toBe(Infinity);
  expect(ringFillTime([slow(4000)], 4000, ns(0))).toBeCloseTo(NS_PER_S, -3);
  expect(ringFillTime([], 4000, ns(0))).toBe(Infinity);
});

test('where fewer and fewer pages are new, it is the time at which enough have been written', () => {
  const random = writing((runNs) => 8000 * -Math.expm1(-runNs / 8_000_000));
  const time = ringFillTime([random], 4000, ns(0));
  expect(pagesWrittenIn([random], time, ns(0))).toBeCloseTo(4000, 6);
  expect(time).toBeCloseTo(8_000_000 * Math.LN2, 2);
});

test('a jump is found by halving', () => {
  const sudden = writing((runNs) => (runNs < 123_456 ? 0 : 5000));
  expect(ringFillTime([sudden], 4000, ns(0))).toBeCloseTo(123_456, 4);
});
