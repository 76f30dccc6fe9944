import { expect, test } from 'vitest';
import { CarriedRate } from '../../src/watch/carried-rate.js';
import { reading } from '../support/readings.js';

/** A rate after answers at these times, of these bytes and these rates that QEMU tells. */
function rateAfter(...answers: readonly [ms: number, bytes: number, told: number | null][]) {
  const rate = new CarriedRate();
  for (const [ms, transferredBytes, bytesPerSecond] of answers) {
    const answer = reading(ms);
    const { ram } = answer;
    if (ram === null) throw new RangeError('a reading without RAM');
    rate.add({ ...answer, ram: { ...ram, transferredBytes, bytesPerSecond } });
  }
  return rate.bytesPerSecond;
}

test('before QEMU tells a rate, all was sent in its first 100 ms, however long libvirt prepared', () => {
  expect(rateAfter([1486, 841_542, 0])).toBe(8_415_420);
  expect(rateAfter([50, 400_000, 0])).toBe(8_000_000);
});

test('where no rate is told at all, the mean counts', () => {
  expect(rateAfter([1000, 400_000, null])).toBe(400_000);
});

test('a rate of 0 after others says nothing of the first 100 ms', () => {
  expect(rateAfter([500, 4_000_000, 8_000_000], [900, 4_500_000, 0])).toBe(5_000_000);
});
