import { describe, expect, test } from 'vitest';
import { median } from '../../src/statistics/summary.js';
import { SeenMigration } from '../../src/watch/seen-migration.js';
import { StratifiedDraws } from '../../src/watch/stratified-draws.js';
import { drawContentBytes } from '../../src/watch/unseen-memory.js';
import { reading } from '../support/readings.js';

const MIB = 2 ** 20;

/** What is drawn for a guest of 8 GiB, MiB. */
function drawn(contentMib: number, remainingMib: number, windows: readonly number[] = []) {
  const { ram } = reading(1000);
  if (ram === null) throw new RangeError('a reading without RAM');
  const seen = new SeenMigration();
  const at = { ...ram, totalBytes: 8192 * MIB, dirtySyncCount: 1 };
  let zeroPages = 0;
  windows.forEach((zero, index) => {
    zeroPages += zero;
    const normalPages = (contentMib - 24 * (windows.length - 1 - index)) * 256;
    seen.add(reading(100 * index, { ram: { ...at, normalPages, zeroPages } }));
  });
  const now = { ...at, normalPages: contentMib * 256, remainingBytes: remainingMib * MIB };
  return new StratifiedDraws(64, '1').all.map((draw) => drawContentBytes(seen, now, draw) / MIB);
}

describe('of what is left of the first pass', () => {
  test('the end of RAM has content: what Linux keeps of each page', () => {
    expect(Math.min(...drawn(1700, 3400))).toBeGreaterThanOrEqual(128);
    expect(Math.min(...drawn(2900, 130))).toBeGreaterThanOrEqual(128);
  });

  test('there is no more than there is', () => {
    expect(Math.max(...drawn(1700, 150))).toBeLessThanOrEqual(150);
  });

  test('there is less the more was sent', () => {
    expect(median(drawn(1700, 3400))).toBeLessThan(median(drawn(600, 4600)));
  });

  test('there is less at a frayed edge', () => {
    const dense = Array.from({ length: 8 }, () => 1);
    const frayed = [...dense.slice(4), 400, 300, 500, 400];
    expect(median(drawn(1700, 3400, frayed))).toBeLessThan(0.7 * median(drawn(1700, 3400, dense)));
  });
});
