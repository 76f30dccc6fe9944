import { expect, test } from 'vitest';
import { fairCoinTail, signTest } from '../../src/statistics/binomial.js';
import { medianInterval, medianIntervalMinimum } from '../../src/statistics/median-interval.js';

/** Values equal to their ranks, so that the interval shows which order statistics it takes. */
const ranks = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

test.each([
  // A textbook's table "Confidence Intervals for the Population Median": 96.9, 98.4, 99.2, 96.1, 97.9,
  // 98.8, 96.1, 96.5, 95.1 and 95.9 %.
  [6, 1, 6],
  [7, 1, 7],
  [8, 1, 8],
  [9, 2, 8],
  [10, 2, 9],
  [11, 2, 10],
  [12, 3, 10],
  [15, 4, 12],
  [17, 5, 13],
  [20, 6, 15],
])('of %i values the interval goes from the %ith to the %ith', (count, low, high) => {
  expect(medianInterval(ranks(count).toReversed(), 0.05)).toEqual({ low, high });
});

test('five values are too few for 95 %, six are enough', () => {
  expect(medianInterval(ranks(5), 0.05)).toBeNull();
  expect(medianInterval([], 0.05)).toBeNull();
  expect([0.1, 0.05, 0.01].map(medianIntervalMinimum)).toEqual([5, 6, 8]);
  for (const alpha of [0.2, 0.1, 0.05, 0.01, 0.001]) {
    const minimum = medianIntervalMinimum(alpha);
    expect(medianInterval(ranks(minimum), alpha)).not.toBeNull();
    expect(medianInterval(ranks(minimum - 1), alpha)).toBeNull();
  }
});

test('a level that is met exactly is met: five values for 1 - 2 / 2^5', () => {
  expect(medianInterval(ranks(5), 1 / 16)).toEqual({ low: 1, high: 5 });
  expect(medianInterval(ranks(5), 1 / 16.001)).toBeNull();
});

test('the level of that table: 1 - 2 P(at most one of nine) is 96.1 %', () => {
  expect(1 - 2 * fairCoinTail(1, 9)).toBeCloseTo(0.961, 3);
  expect(fairCoinTail(500, 1000)).toBeCloseTo(0.5126, 4);
  expect(fairCoinTail(5000, 10_000)).toBeCloseTo(0.504, 3);
});

test('sign test: eight of eight changes upwards', () => {
  expect(signTest(8, 0)).toBeCloseTo(2 / 256, 12);
  expect(signTest(4, 4)).toBe(1);
});

test('fewer successes than none never come', () => {
  expect(fairCoinTail(-1, 8)).toBe(0);
});

test('no probability is above 1', () => {
  for (let trials = 1; trials <= 60; trials++) {
    expect(fairCoinTail(trials, trials)).toBeCloseTo(1, 12);
    expect(fairCoinTail(trials, trials)).toBeLessThanOrEqual(1);
  }
});
