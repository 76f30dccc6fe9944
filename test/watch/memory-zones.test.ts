import { describe, expect, test } from 'vitest';
import type { RamReading } from '../../src/observed/migration-reading.js';
import { MemoryZones } from '../../src/watch/memory-zones.js';
import { reading } from '../support/readings.js';

const MIB = 2 ** 20;
const { ram } = reading(0);
if (ram === null) throw new RangeError('a reading without RAM');
const base = ram;

/** After stretches of memory, each with so many MiB with content and so many without. */
function after(totalMib: number, stretches: readonly (readonly [number, number])[]) {
  const zones = new MemoryZones();
  let last: RamReading = base;
  let [normal, zero] = [0, 0];
  for (const [withContent, without] of [[0, 0] as const, ...stretches]) {
    normal += withContent;
    zero += without;
    last = {
      ...base,
      totalBytes: totalMib * MIB,
      remainingBytes: (totalMib - normal - zero) * MIB,
      normalPages: normal * 256,
      zeroPages: zero * 256,
    };
    zones.add(last);
  }
  return { zones, last };
}

describe('a long stretch that was never used', () => {
  test('is behind what a small guest has in use', () => {
    const { last, zones } = after(1024, [
      [40, 10],
      [5, 200],
      [0, 0],
      [3, 1],
    ]);
    expect(zones.isPastGap).toBe(true);
    expect(zones.sentSinceGap(last)).toBe(8 * MIB);
  });

  test('adds up from several answers', () => {
    const { zones } = after(1024, [
      [40, 10],
      [1, 30],
      [1, 40],
    ]);
    expect(zones.isPastGap).toBe(true);
  });

  test('says nothing below 4 GiB in a guest that has more: that is used last', () => {
    const low = [
      [100, 1900],
      [20, 900],
    ] as const;
    expect(after(8192, [...low, [300, 3]]).zones.isPastGap).toBe(false);
    expect(after(8192, [...low, [300, 3], [1700, 20], [1, 800]]).zones.isPastGap).toBe(true);
  });

  test('is none if it is short', () => {
    expect(
      after(8192, [
        [100, 3000],
        [500, 3],
        [2, 200],
        [60, 1],
      ]).zones.isPastGap,
    ).toBe(false);
  });
});

describe('a guest of more than 4 GiB', () => {
  test('is full if what is used last is in use', () => {
    expect(after(8192, [[1300, 100]]).zones.isFull).toBe(true);
    expect(
      after(8192, [
        [2900, 100],
        [900, 10],
      ]).zones.isFull,
    ).toBe(true);
  });

  test('may have any part in use if that is not', () => {
    expect(after(8192, [[100, 1400]]).zones.isFull).toBe(false);
    expect(
      after(8192, [
        [100, 3000],
        [3000, 10],
      ]).zones.isFull,
    ).toBe(false);
  });

  test('is not told from the first of its memory', () => {
    expect(after(8192, [[500, 10]]).zones.isFull).toBe(false);
  });
});

test('a guest of less has one kind of memory only', () => {
  expect(after(2048, [[1300, 100]]).zones.isFull).toBe(false);
});
