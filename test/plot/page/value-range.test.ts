import { expect, test } from 'vitest';
import { rangeAsksForLog, valueRange } from '../../../src/plot/page/value-range.js';

const linear = { isLog: false, least: 0, labelShare: 0 };

test('values of several orders of magnitude ask for a logarithmic axis; zeros and one outlier do not', () => {
  const even = Array.from({ length: 100 }, (_, at) => at + 10);
  expect(rangeAsksForLog(even)).toBe(false);
  expect(rangeAsksForLog([0, 0, ...even, 1e6])).toBe(false);
  expect(rangeAsksForLog(even.map((value) => value ** 3))).toBe(true);
  expect(rangeAsksForLog([0, 0])).toBe(false);
});

test('a linear axis begins at zero, and leaves room for labels above', () => {
  expect(valueRange([20, 50], linear)).toEqual([0, 53]);
  expect(valueRange([20, 50], { ...linear, labelShare: 0.5 })).toEqual([0, 106]);
  expect(valueRange([20], { ...linear, least: 100 })).toEqual([0, 106]);
  expect(valueRange([], linear)).toEqual([0, 1]);
});

test('a logarithmic axis begins at a power of ten, at most six below the highest', () => {
  const log = { ...linear, isLog: true };
  expect(valueRange([0, 30, 500], log)).toEqual([10, 600]);
  expect(valueRange([1e-9, 500], log)[0]).toBeCloseTo(1e-4, 9);
  expect(valueRange([0], log)).toEqual([0.1, 1]);
});
