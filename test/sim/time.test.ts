import { expect, test } from 'vitest';
import { wholeMs, ns, timerDue } from '../../src/sim/time.js';

test('milliseconds are truncated, not rounded', () => {
  expect(wholeMs(ns(999_999))).toBe(0);
  expect(wholeMs(ns(1_000_000))).toBe(1);
  expect(wholeMs(ns(1_999_999))).toBe(1);
});

test('a timer is due on a whole ms, however late in its ms it was set', () => {
  expect(timerDue(ns(1_999_999), 5)).toBe(6_000_000);
  expect(timerDue(ns(2_000_000), 5)).toBe(7_000_000);
});
