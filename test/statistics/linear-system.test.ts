import { expect, test } from 'vitest';
import { dotProduct, solveLinear } from '../../src/statistics/linear-system.js';

test('solves a system whose first pivot is zero', () => {
  const matrix = [
    [0, 2, 1],
    [1, -2, -3],
    [-1, 1, 2],
  ];
  const solution = solveLinear(matrix, [-8, 0, 3]) ?? [];
  matrix.forEach((row, index) => expect(dotProduct(row, solution)).toBeCloseTo([-8, 0, 3][index]));
});

test.each([
  [
    'two equal rows',
    [
      [1, 2],
      [1, 2],
    ],
  ],
  [
    'a row of zeroes',
    [
      [0, 0],
      [1, 2],
    ],
  ],
  [
    'rows that differ by a rounding error',
    [
      [1, 2],
      [1, 2 + 1e-14],
    ],
  ],
  [
    'rows that differ by a rounding error, beside one that has a zero',
    [
      [1, 1, 1],
      [1, 1 + 1e-14, 2],
      [0, 0, 1],
    ],
  ],
])('a singular matrix has no solution: %s', (_, matrix) => {
  expect(
    solveLinear(
      matrix,
      matrix.map(() => 1),
    ),
  ).toBeNull();
});

test('a small matrix is not a singular one', () => {
  expect(solveLinear([[1e-20]], [2e-20])).toEqual([2]);
});
