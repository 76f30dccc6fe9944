import { expect, test } from 'vitest';
import { signed } from '../../src/documents/signed.js';

test.each([
  [1.26, '%', '+1.3%'],
  [-1.24, '', '-1.2'],
  [0.04, '%', '0.0%'],
  [-0.04, '', '0.0'],
])('%d%s is written %s', (value, unit, text) => {
  expect(signed(value, unit)).toBe(text);
});
