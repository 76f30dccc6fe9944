import { expect, test } from 'vitest';
import {
  MIB,
  MIB_PER_GBIT,
  PAGE_BYTES,
  PAGES_PER_GIB,
  PAGES_PER_MIB,
} from '../../src/memory/units.js';

test('sizes are powers of two, and a gigabit is a power of ten', () => {
  expect(MIB).toBe(2 ** 20);
  expect([PAGES_PER_MIB, PAGES_PER_GIB].map((pages) => pages * PAGE_BYTES)).toEqual([
    2 ** 20,
    2 ** 30,
  ]);
  // 10^9 / 2^23 has so many digits.
  expect(MIB_PER_GBIT).toBe(119.209_289_550_781_25);
});
