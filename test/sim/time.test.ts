import { expect, test } from 'vitest';
import { wholeMs, ns } from '../../src/sim/time.js';

test('milliseconds are truncated, not rounded', () => {
  expect(wholeMs(ns(999_999))).toBe(0);
  expect(wholeMs(ns(1_000_000))).toBe(1);
  expect(wholeMs(ns(1_999_999))).toBe(1);
});
