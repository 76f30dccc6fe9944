import { expect, test } from 'vitest';
import { fisherExact } from '../../src/statistics/fisher-exact.js';

test("Fisher's lady tasting tea (1935): three of four cups right on each side", () => {
  expect(fisherExact({ hits: 1, of: 4 }, { hits: 3, of: 4 })).toBeCloseTo(34 / 70, 12);
});

test('all four cups right', () => {
  expect(fisherExact({ hits: 0, of: 4 }, { hits: 4, of: 4 })).toBeCloseTo(2 / 70, 12);
});

test('equal shares are no difference', () => {
  expect(fisherExact({ hits: 3, of: 9 }, { hits: 3, of: 9 })).toBeCloseTo(1, 9);
  expect(fisherExact({ hits: 0, of: 9 }, { hits: 0, of: 4 })).toBe(1);
});
