import { expect, test } from 'vitest';
import { comparable, figure, quantity, signed, whole } from '../../src/documents/number-format.js';

test.each([
  [1.26, '%', '+1.3%'],
  [-1.24, '', '-1.2'],
  [0.04, '%', '0.0%'],
  [-0.04, '', '0.0'],
])('%d%s is written %s', (value, unit, text) => {
  expect(signed(value, unit)).toBe(text);
});

test.each([
  [403.26, 'ms', '403.3 ms'],
  [9999, 'ms', '9999 ms'],
  [398_701, 'ms', '398.7 s'],
  [1_500_000, 'ms', '1500 s'],
  [0, 'bytes', '0 B'],
  [80_000_000_000, 'bytes', '74.5 GiB'],
  [99, 'percent', '99%'],
  [23.67, 'count', '23.7'],
] as const)('%d in %s is %s', (value, unit, text) => {
  expect(quantity(value, unit)).toBe(text);
});

test('numbers of tables have the digits that a reader compares', () => {
  expect([0.126, 12.34, 1234.56].map(comparable)).toEqual(['0.13', '12.3', '1235']);
  expect([9.84, 9, 12.34].map(figure)).toEqual(['9.8', '9', '12']);
  expect([null, 12.5].map(whole)).toEqual(['-', '13']);
});
