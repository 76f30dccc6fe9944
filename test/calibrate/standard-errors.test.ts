import { expect, test } from 'vitest';
import { logJacobian } from '../../src/calibrate/log-jacobian.js';
import { relativeStandardErrors } from '../../src/calibrate/standard-errors.js';

/** Anscombe's first quartet: y = 3.0001 + 0.5001 x, with standard errors 1.1247 and 0.1179. */
const anscombe = [
  [10, 8.04],
  [8, 6.95],
  [13, 7.58],
  [9, 8.81],
  [11, 8.33],
  [14, 9.96],
  [6, 7.24],
  [4, 4.26],
  [12, 10.84],
  [7, 4.82],
  [5, 5.68],
] as const;
const misses = ([offset, slope]: readonly number[]): number[] =>
  anscombe.map(([x, y]) => offset + slope * x - y);
const wide = { minimum: 1e-6, maximum: 1e6 };

test('of a line they are those of its textbook', () => {
  const point = [3.0, 0.5001];
  const columns = logJacobian(point, [wide, wide], misses, 0.05);
  const loss = misses(point).reduce((sum, miss) => sum + miss * miss, 0);
  const [offset, slope] = relativeStandardErrors(columns, loss);
  expect((offset ?? NaN) * point[0]).toBeCloseTo(1.1247, 1);
  expect((slope ?? NaN) * point[1]).toBeCloseTo(0.1179, 2);
});

test('they do not depend on the unit of the misses', () => {
  const columns = [
    [1, 2, 3, 5],
    [2, 1, 0, 1],
  ];
  const hundredfold = columns.map((column) => column.map((value) => value * 100));
  const [first, second] = relativeStandardErrors(columns, 0.01);
  expect(relativeStandardErrors(hundredfold, 100)).toEqual([
    expect.closeTo(first ?? NaN, 12),
    expect.closeTo(second ?? NaN, 12),
  ]);
});

test('numbers that have the same effect do not hide a third one', () => {
  const columns = [
    [1, 2, 3, 4, 5],
    [2, 4, 6, 8, 10],
    [0, 0, 0, 0, 9],
  ];
  expect(relativeStandardErrors(columns.slice(0, 2), 0.01)).toEqual([null, null]);
  const [, , third] = relativeStandardErrors([columns[0], [0, 0, 0, 0, 0], columns[2]], 0.01);
  expect(third).toBeGreaterThan(0);
});

test('what has no effect, or a larger error than half of itself, is not identifiable', () => {
  const columns = [
    [0, 0, 0],
    [1, 0, 0],
  ];
  expect(relativeStandardErrors(columns, 0.24)).toEqual([null, expect.closeTo(0.4899, 4)]);
  expect(relativeStandardErrors(columns, 0.26)).toEqual([null, null]);
});

test('as many misses as numbers say nothing of errors', () => {
  expect(
    relativeStandardErrors(
      [
        [1, 0],
        [0, 1],
      ],
      0,
    ),
  ).toEqual([null, null]);
});

test('a number at its bound is changed to one side only, and the slope is the same', () => {
  const square = ([x]: readonly number[]): number[] => [Math.log(x)];
  const [[inside]] = logJacobian([2], [wide], square, 0.05);
  const [[atBound]] = logJacobian([2], [{ minimum: 1, maximum: 2 }], square, 0.05);
  expect(inside).toBeCloseTo(1, 6);
  expect(atBound).toBeCloseTo(1, 6);
});
