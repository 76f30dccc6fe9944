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
    expect(median(drawn(1700, 3400, frayed))).toBeLessThan(0.8 * median(drawn(1700, 3400, dense)));
  });

  test('there is less the longer an edge has been frayed', () => {
    const dense = Array.from({ length: 4 }, () => 1);
    const edge = (windows: number) => [...dense, ...Array.from({ length: windows }, () => 400)];
    expect(median(drawn(1700, 3400, edge(9)))).toBeLessThan(median(drawn(1700, 3400, edge(4))));
  });
});

describe('after memory that was never used', () => {
  /** What is drawn for a guest of 1 GiB when so much was sent with content before a gap and after it, MiB. */
  function drawnAfterGap(sentMib: number, gapMib: number, thenMib: number): readonly number[] {
    const { ram } = reading(1000);
    if (ram === null) throw new RangeError('a reading without RAM');
    const seen = new SeenMigration();
    const at = (normalMib: number, zeroMib: number) => ({
      ...ram,
      totalBytes: 1024 * MIB,
      remainingBytes: (1024 - normalMib - zeroMib) * MIB,
      dirtySyncCount: 1,
      normalPages: normalMib * 256,
      zeroPages: zeroMib * 256,
    });
    const now = at(sentMib + thenMib, gapMib);
    seen.add(reading(100, { ram: at(sentMib, 0) }));
    seen.add(reading(200, { ram: at(sentMib, gapMib) }));
    seen.add(reading(300, { ram: now }));
    return new StratifiedDraws(64, '1').all.map((draw) => drawContentBytes(seen, now, draw) / MIB);
  }

  test('only the end of RAM is left', () => {
    expect(median(drawnAfterGap(40, 400, 5))).toBeLessThan(60);
  });

  test('there may be more if more has come than an end has', () => {
    expect(median(drawnAfterGap(40, 200, 400))).toBeGreaterThan(60);
  });
});

test('nearly all that is left has content where memory is in use that is taken last', () => {
  const { ram } = reading(1000);
  if (ram === null) throw new RangeError('a reading without RAM');
  const seen = new SeenMigration();
  const at = { ...ram, totalBytes: 8192 * MIB, dirtySyncCount: 1, zeroPages: 0 };
  seen.add(reading(100, { ram: { ...at, remainingBytes: 8192 * MIB, normalPages: 0 } }));
  const now = { ...at, remainingBytes: 6192 * MIB, normalPages: 2000 * 256 };
  seen.add(reading(200, { ram: now }));
  const draws = new StratifiedDraws(64, '1').all;
  expect(median(draws.map((draw) => drawContentBytes(seen, now, draw) / MIB))).toBeGreaterThan(
    5000,
  );
});
