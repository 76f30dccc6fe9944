import { expect, test } from 'vitest';
import { quantity } from '../../src/compare/quantity.js';

test.each([
  [403.26, 'downtime', '403.3 ms'],
  [9999, 'total-time', '9999 ms'],
  [398_701, 'total-time', '398.7 s'],
  [1_500_000, 'total-time', '1500 s'],
  [0, 'residual', '0 B'],
  [80_000_000_000, 'transferred', '74.5 GiB'],
  [99, 'max-throttle', '99%'],
  [23.67, 'iterations', '23.7'],
] as const)('%d of %s is %s', (value, metric, text) => {
  expect(quantity(value, metric)).toBe(text);
});
