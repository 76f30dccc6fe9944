import { expect, test } from 'vitest';
import { sureBound } from '../../src/statistics/sure-bound.js';

// The rule of three, and the exact bounds that tables of Clopper and Pearson give (95 %, one-sided).
test.each([
  [0, 0],
  [1, 0.05],
  [3, 0.3684],
  [10, 0.7411],
  [20, 0.8609],
  [100, 0.9705],
])('%i successes of as many show a chance of at least %f', (trials, bound) => {
  expect(sureBound(trials)).toBeCloseTo(bound, 4);
});
