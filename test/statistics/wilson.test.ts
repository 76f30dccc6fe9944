import { expect, test } from 'vitest';
import { wilsonInterval } from '../../src/statistics/wilson.js';

// Newcombe 1998, table I, method 3 (score, without continuity correction).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i', (hits, trials, low, high) => {
  const interval = wilsonInterval(hits, trials);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

test('all of all reach to 1, none of none says nothing', () => {
  expect(wilsonInterval(20, 20)).toEqual({ low: expect.closeTo(1 - 0.1611, 4), high: 1 });
  expect(wilsonInterval(0, 0)).toEqual({ low: 0, high: 1 });
});
