import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { PairedValues } from '../../src/statistics/paired-values.js';
import { ratio } from '../../src/statistics/paired-bootstrap.js';
import { median } from '../../src/statistics/summary.js';
import { unpairedShift } from '../../src/statistics/unpaired-shift.js';
import { draws } from '../support/draws.js';

const difference = (head: number, base: number): number => head - base;

test.each([
  ['quotients', ratio, fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e12, noNaN: true }))],
  ['differences', difference, fc.double({ min: -1e6, max: 1e6, noNaN: true })],
])('%s of two samples are those of the sorted list of all pairs', (_name, combine, value) => {
  const sample = fc.array(value, { minLength: 1, maxLength: 7 });
  fc.assert(
    fc.property(sample, sample, (base, head) => {
      const all = head
        .flatMap((to) => base.map((from) => combine(to, from)))
        .sort((a, b) => a - b)
        // Minus zero is zero.
        .map((each) => each + 0);
      const pairs = new PairedValues(base, head, combine);
      expect(all.map((_, place) => pairs.at(place))).toEqual(all);
      expect(pairs.median()).toBe(median(all));
    }),
    draws(200),
  );
});

test('the pairs of large samples are counted, not listed', () => {
  let combined = 0;
  const counted = (head: number, base: number): number => {
    combined++;
    return head / base;
  };
  const sample = Array.from({ length: 3000 }, (_, index) => 1000 + ((index * 7919) % 3000));
  const { estimate, interval } = unpairedShift(sample, sample, 0.05, counted);
  expect(estimate).toBe(1);
  expect(interval?.low).toBeLessThan(1);
  // Four places, each by at most 64 halvings that pass each sample once: not the 4e8 pairs.
  expect(combined).toBeLessThan(4 * 65 * 2 * 3000);
});
