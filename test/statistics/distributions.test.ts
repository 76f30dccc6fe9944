import { expect, test } from 'vitest';
import { normalCdf, normalQuantile } from '../../src/statistics/normal-distribution.js';
import { studentTwoSided, studentWithin } from '../../src/statistics/student-t.js';

test('the normal distribution at the points of its tables', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.841344746, 9);
  expect(normalCdf(-1.959963985)).toBeCloseTo(0.025, 9);
  expect(normalCdf(3)).toBeCloseTo(0.998650102, 9);
  expect(normalCdf(9)).toBe(1);
  expect(normalCdf(-9)).toBe(0);
});

test('the normal quantile takes the distribution function back', () => {
  expect(normalQuantile(0.5)).toBeCloseTo(0, 8);
  expect(normalQuantile(0.025)).toBeCloseTo(-1.959963985, 7);
  for (const x of [-4, -1, 0.3, 2.5]) expect(normalQuantile(normalCdf(x))).toBeCloseTo(x, 7);
});

test.each([
  // Two-sided 5 % points of Student's t, as in every table of it.
  [1, 12.706],
  [2, 4.303],
  [5, 2.571],
  [8, 2.306],
  [10, 2.228],
  [29, 2.045],
  [120, 1.98],
])("Student's t with %i degrees of freedom: %d", (degrees, t) => {
  expect(studentTwoSided(0.05, degrees)).toBeCloseTo(t, 3);
  expect(studentWithin(t, degrees)).toBeCloseTo(0.95, 4);
});

test.each([
  // Two-sided 50 and 0.1 % points of the same tables.
  [0.5, 1, 1],
  [0.5, 3, 0.765],
  [0.5, 10, 0.7],
  [0.001, 4, 8.61],
  [0.001, 7, 5.408],
])("Student's t at %d with %i degrees of freedom: %d", (alpha, degrees, t) => {
  expect(studentTwoSided(alpha, degrees)).toBeCloseTo(t, 3);
  expect(studentWithin(studentTwoSided(alpha, degrees), degrees)).toBeCloseTo(1 - alpha, 12);
});

test('the tail of the normal distribution is a number up to 8.5', () => {
  expect(normalCdf(-7.8)).toBeGreaterThan(1e-15);
  expect(normalCdf(-7.8)).toBeLessThan(5e-15);
  expect(normalCdf(-5)).toBeCloseTo(2.866516e-7, 12);
});
