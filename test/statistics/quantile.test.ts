import { expect, test } from 'vitest';
import { quantile } from '../../src/statistics/quantile.js';

test('a quantile lies between its neighbours, in proportion', () => {
  const sample = [40, 10, 30, 20, 50];
  expect([0, 0.1, 0.25, 0.5, 0.9, 1].map((p) => quantile(sample, p))).toEqual([
    10, 14, 20, 30, 46, 50,
  ]);
  expect(sample[0]).toBe(40);
});

test('of one value it is that value, of none it is not a number', () => {
  expect(quantile([7], 0.9)).toBe(7);
  expect(quantile([], 0.5)).toBeNaN();
});
