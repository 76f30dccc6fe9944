import { expect, test } from 'vitest';
import { mean } from '../../src/statistics/summary.js';
import { StratifiedDraws } from '../../src/watch/stratified-draws.js';

const count = 32;
const valuesOf = (seed: string, what: string): readonly number[] =>
  new StratifiedDraws(count, seed).all.map((draw) => draw.uniform(what));

test('one value lies in each of as many equal parts', () => {
  const parts = valuesOf('1', 'content').map((value) => Math.floor(value * count));
  expect(parts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
});

test('values of different names go in different orders', () => {
  expect(valuesOf('1', 'content')).not.toEqual(valuesOf('1', 'level'));
});

test('the same seed draws the same', () => {
  expect(valuesOf('1', 'content')).toEqual(valuesOf('1', 'content'));
  expect(valuesOf('2', 'content')).not.toEqual(valuesOf('1', 'content'));
});

test('normal values are balanced', () => {
  const values = new StratifiedDraws(count, '1').all.map((draw) => draw.normal('level'));
  expect(Math.abs(mean(values))).toBeLessThan(0.05);
});
