import { expect, test } from 'vitest';
import { mean, median, standardDeviation, standardError } from '../../src/statistics/summary.js';

test('mean', () => {
  expect(mean([1, 2, 6])).toBe(3);
  expect(mean([])).toBeNaN();
});

test('median: the middle value, or the mean of the two in the middle, in order of size', () => {
  expect(median([10, 9, 100])).toBe(10);
  expect(median([4, 100, 1, 2])).toBe(3);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('standard deviation of a sample, and the error of its mean', () => {
  // Squares of 3, 1, 1 and 3: 20, divided by 3.
  expect(standardDeviation([1, 3, 5, 7])).toBeCloseTo(Math.sqrt(20 / 3), 12);
  expect(standardError([1, 3, 5, 7])).toBeCloseTo(Math.sqrt(20 / 3) / 2, 12);
  expect(standardDeviation([5])).toBe(0);
  expect(standardError([])).toBe(0);
});

test('two values have a deviation, one has none', () => {
  expect(standardDeviation([1, 3])).toBeCloseTo(Math.SQRT2, 12);
  expect(standardError([1, 3])).toBeCloseTo(1, 12);
  expect(standardError([7])).toBe(0);
});
