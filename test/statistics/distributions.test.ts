import { expect, test } from 'vitest';
import { normalCdf } from '../../src/statistics/normal-distribution.js';
import { studentTwoSided, studentWithin } from '../../src/statistics/student-t.js';

test('the normal distribution at the points of its tables', () => {
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(1)).toBeCloseTo(0.841344746, 9);
  expect(normalCdf(-1.959963985)).toBeCloseTo(0.025, 9);
  expect(normalCdf(3)).toBeCloseTo(0.998650102, 9);
  expect(normalCdf(9)).toBe(1);
  expect(normalCdf(-9)).toBe(0);
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
