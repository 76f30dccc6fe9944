import { expect, test } from 'vitest';
import { weightedLeastSquares } from '../../src/statistics/weighted-least-squares.js';

const ones = [1, 1, 1, 1, 1];

test('finds the coefficients of rows without errors, whatever the sizes of the columns', () => {
  const rows = [1, 2, 3, 4, 5].map((x) => [1, x * 1e9]);
  const values = rows.map(([one, x]) => 7 * one + 3e-9 * x);
  const found = weightedLeastSquares(rows, values, ones)!;
  expect(found[0].value).toBeCloseTo(7);
  expect(found[1].value * 1e9).toBeCloseTo(3);
});

/** A line through five points: b = 0.9, a = 1.3, s2 = 1.1 / 3, so that b errs by sqrt(s2 / 10). */
test('standard errors are those of linear regression', () => {
  const rows = [1, 2, 3, 4, 5].map((x) => [1, x]);
  const found = weightedLeastSquares(rows, [2, 3, 5, 4, 6], ones)!;
  expect(found[1].value).toBeCloseTo(0.9);
  expect(found[0].value).toBeCloseTo(1.3);
  // The misses are smaller than weights of 1 say: the errors are those of the weights.
  expect(found[1].standardError).toBeCloseTo(Math.sqrt(1 / 10));
  const certain = weightedLeastSquares(
    rows,
    [2, 3, 5, 4, 6],
    ones.map(() => 100),
  )!;
  expect(certain[1].standardError).toBeCloseTo(Math.sqrt(1.9 / 3 / 10));
});

test('a row of more weight counts for more', () => {
  const rows = [[1], [1]];
  const [mean] = weightedLeastSquares(rows, [0, 4], [3, 1])!;
  expect(mean.value).toBeCloseTo(1);
});

test.each([
  ['too few rows', [[1, 2]]],
  ['no columns', [[], []]],
  [
    'a column of nothing',
    [
      [1, 0],
      [1, 0],
      [2, 0],
    ],
  ],
  [
    'two equal columns',
    [
      [1, 1],
      [2, 2],
      [3, 3],
    ],
  ],
])('%s tell nothing', (_, rows) => {
  const values = rows.map(() => 1);
  expect(weightedLeastSquares(rows, values, values)).toBeNull();
});
