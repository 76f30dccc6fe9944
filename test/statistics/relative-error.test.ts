import { expect, test } from 'vitest';
import { meanAbsolute, percentOff, toThousandths } from '../../src/statistics/relative-error.js';

test('percent off, positive where ours is more', () => {
  expect(percentOff(110, 100)).toBe(10);
  expect(percentOff(2, 3)).toBe(-33.333);
});

test('the mean of absolute errors', () => {
  expect(meanAbsolute([1, -2, 4.5])).toBe(2.5);
});

test('three decimals, to the nearest', () => {
  expect([1.2344, 1.2346, -0.0004].map(toThousandths)).toEqual([1.234, 1.235, -0]);
});
