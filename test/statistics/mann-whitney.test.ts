import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mannWhitney, mannWhitneyMinimum } from '../../src/statistics/mann-whitney.js';
import { criticalU, unpairedShift } from '../../src/statistics/unpaired-shift.js';
import { draws } from '../support/draws.js';

/**
 * Permeability of the chorioamnion at term and at 12 to 26 weeks: Hollander and Wolfe (1973), table
 * 4.1; the worked example of R's wilcox.test (W = 35, one-sided p = 0.1272).
 */
const term = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];
const early = [1.15, 0.88, 0.9, 0.74, 1.21];

/** Blood pressure with many ties: the example of the StatXact manual (two-sided p = 0.0989). */
const treated = [94, 108, 110, 90];
const controls = [80, 94, 85, 90, 90, 90, 108, 94, 78, 105, 88];

test('the example of Hollander and Wolfe: U = 35, two-sided p twice 0.1272', () => {
  const { u, pValue, isExact } = mannWhitney(early, term);
  expect(u).toBe(35);
  expect(pValue / 2).toBeCloseTo(0.1272, 4);
  expect(isExact).toBe(true);
});

test('ties: the blood pressure example of StatXact', () => {
  expect(mannWhitney(controls, treated).pValue).toBeCloseTo(0.0989, 4);
});

test.each([
  // Two-sided, 5 %: the table of critical values that textbooks print (Siegel, table K).
  [3, 5, 0],
  [4, 4, 0],
  [5, 5, 2],
  [5, 10, 8],
  [6, 9, 10],
  [8, 8, 13],
  [10, 10, 23],
  [12, 11, 33],
  [15, 20, 90],
  [20, 20, 127],
])('critical U of %i and %i values: %i', (base, head, critical) => {
  expect(criticalU(base, head, 0.05)).toBe(critical);
});

test('samples too small for any U to be critical', () => {
  expect(criticalU(3, 3, 0.05)).toBeNull();
  expect(mannWhitney([1, 2, 3], [4, 5, 6]).pValue).toBeCloseTo(0.1, 12);
  expect([0.1, 0.05, 0.01].map(mannWhitneyMinimum)).toEqual([3, 4, 5]);
  // The most extreme p of 3 and 3 is 2 / 20, of 4 and 4 it is 2 / 70.
  expect([0.0999, 0.0285].map(mannWhitneyMinimum)).toEqual([4, 5]);
});

test('however many may miss, the critical U is below the mean of all', () => {
  expect(criticalU(10, 10, 0.5)).toBe(40);
  expect(criticalU(10, 10, 1)).toBe(49);
  expect(criticalU(2, 2, 1)).toBe(1);
});

test('the distribution of U is counted for up to 50 values, and approximated for more', () => {
  expect(criticalU(45, 5, 0.01)).toBe(35);
  // Counted it would be 36: the tails of the normal distribution are heavier.
  expect(criticalU(46, 5, 0.01)).toBe(33);
  expect(criticalU(26, 25, 0.01)).toBe(187);
});

test('shift and interval of Hollander and Wolfe: 0.305, from -0.15 to 0.76', () => {
  const { estimate, interval } = unpairedShift(early, term, 0.05, (to, from) => to - from);
  expect(estimate).toBeCloseTo(0.305, 10);
  expect(interval?.low).toBeCloseTo(-0.15, 10);
  expect(interval?.high).toBeCloseTo(0.76, 10);
});

test('any two samples: the p-value of the count of all ways to deal out the values', () => {
  const sample = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(sample, sample, (base, head) => {
      expect(mannWhitney(base, head).pValue).toBeCloseTo(countedPValue(base, head), 10);
    }),
    draws(200),
  );
});

/** Ozone in New York in May and in August 1973: R's `airquality`, the example of its `wilcox.test`. */
const may = [
  41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115,
  37,
];
const august = [
  39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118,
  84, 85,
];

test('correction for continuity and ties: W = 127.5, p = 0.0001208', () => {
  const { u, pValue, isExact } = mannWhitney(august, may);
  expect(u).toBe(127.5);
  expect(pValue).toBeCloseTo(0.0001208, 7);
  expect(isExact).toBe(false);
  // Either side may be the first one.
  expect(mannWhitney(may, august)).toMatchObject({ u: 26 * 26 - 127.5, pValue });
});

test('the correction ends at the mean: no p-value is above 1', () => {
  const low = Array.from({ length: 26 }, (_, index) => 2 * index);
  // Every second one of all: U is as near to its mean as it can be.
  const high = low.map((value, index) => value + (index % 2 === 0 ? 1 : -1));
  expect(mannWhitney(low, high)).toMatchObject({ pValue: 1, isExact: false });
});

test('a value right at its limit counts: p = alpha is significant', () => {
  // One of 20 ways on each side: p is 0.1.
  expect(criticalU(3, 3, 0.1)).toBe(0);
  expect(criticalU(3, 3, 0.0999)).toBeNull();
});

test('beyond 50 values the normal approximation is near the exact p-value', () => {
  const base = Array.from({ length: 25 }, (_, index) => index);
  const head = Array.from({ length: 25 }, (_, index) => index + 5.5);
  const exact = mannWhitney(base, head);
  const more = mannWhitney([...base, 12.25], [...head, 17.75]);
  expect(exact.isExact).toBe(true);
  expect(more.isExact).toBe(false);
  expect(more.pValue / exact.pValue).toBeGreaterThan(0.7);
  expect(more.pValue / exact.pValue).toBeLessThan(1.1);
  const same = Array.from({ length: 30 }, () => 7);
  expect(mannWhitney(same, same).pValue).toBe(1);
});

function countedPValue(base: readonly number[], head: readonly number[]): number {
  const all = [...base, ...head];
  const uOf = (chosen: readonly number[], rest: readonly number[]): number =>
    chosen.reduce(
      (sum, to) =>
        sum + rest.reduce((wins, from) => wins + (to > from ? 1 : to === from ? 0.5 : 0), 0),
      0,
    );
  const mean = (base.length * head.length) / 2;
  const observed = Math.abs(uOf(head, base) - mean);
  let total = 0;
  let extreme = 0;
  for (let mask = 0; mask < 2 ** all.length; mask++) {
    const chosen = all.filter((_, index) => (mask >> index) & 1);
    if (chosen.length !== head.length) continue;
    const rest = all.filter((_, index) => !((mask >> index) & 1));
    total++;
    if (Math.abs(uOf(chosen, rest) - mean) >= observed) extreme++;
  }
  return extreme / total;
}
