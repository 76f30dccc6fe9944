import { expect, test } from 'vitest';
import { contains, predictionInterval } from '../../src/results/prediction-interval.js';

test('the middle 80 %, rounded outwards', () => {
  const outcomes = Array.from({ length: 11 }, (_, index) => 100.5 + index);
  expect(predictionInterval(outcomes)).toEqual({ low: 101, high: 110 });
  expect(predictionInterval([3.2])).toEqual({ low: 3, high: 4 });
  expect(predictionInterval([])).toBeNull();
});

test('the ends belong to it', () => {
  const interval = { low: 3, high: 5 };
  expect([2.9, 3, 5, 5.1].map((outcome) => contains(interval, outcome))).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
