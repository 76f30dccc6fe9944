import { describe, expect, test } from 'vitest';
import { median } from '../../src/statistics/summary.js';
import { dirtiedMib, drawDirtyingCurve } from '../../src/watch/dirtying-curve.js';
import type { ObservedSync } from '../../src/watch/observed-syncs.js';
import { StratifiedDraws } from '../../src/watch/stratified-draws.js';

const unseen = { carriedMibPerSecond: 64, contentMib: 1000 };

/** A sync after so many seconds that found so many MiB newly dirty while others waited. */
function sync(seconds: number, newlyMib: number, waitingMib: number): ObservedSync {
  return {
    atMs: 0,
    sincePreviousMs: 1000 * seconds,
    workMs: 1000 * seconds,
    syncs: 1,
    newlyDirtyPages: 256 * newlyMib,
    waitingPages: 256 * waitingMib,
    remainingBytes: 0,
  };
}

/** What half of the curves dirty in a period. */
function dirtied(syncs: readonly ObservedSync[], seconds: number): number {
  const curves = new StratifiedDraws(64, '1').all.map((draw) =>
    drawDirtyingCurve(syncs, unseen, draw),
  );
  return median(curves.map((curve) => dirtiedMib(curve, seconds)));
}

describe('what waits while the log is looked at', () => {
  // A working set of 128 MiB that is full in each period: 14 MiB of it wait each time, written as all others.
  const full = [sync(3, 128, 14), sync(2, 114, 14), sync(1.8, 114, 14), sync(1.7, 114, 14)];

  test('has been written again in a full working set', () => {
    expect(dirtied(full, 1.8)).toBeGreaterThan(121);
    expect(dirtied(full, 1.8)).toBeLessThan(131);
  });

  test('has not where nothing is written twice', () => {
    const fresh = [sync(8, 400, 10), sync(4, 200, 60), sync(2, 100, 60), sync(1, 50, 60)];
    expect(dirtied(fresh, 2)).toBeLessThan(115);
  });
});

test('the end of a working set is not rounded off', () => {
  // 50 MiB/s in 314 MiB, which is full after 6.3 s.
  const swept = [
    sync(12, 314, 5),
    sync(10, 314, 5),
    sync(7.8, 314, 5),
    sync(6.9, 314, 5),
    sync(5.9, 281, 5),
    sync(5.3, 250, 5),
    sync(3.9, 192, 5),
  ];
  expect(dirtied(swept, 4)).toBeLessThan(215);
  expect(dirtied(swept, 8)).toBeGreaterThan(310);
});

describe('a sweep that is seen before what waits has been sent', () => {
  test('dirties as much in each second, whatever waits', () => {
    const swept = [
      sync(11.8, 321, 8),
      sync(8.2, 258, 61),
      sync(4, 195, 84),
      sync(3.5, 170, 115),
      sync(3.5, 171, 124),
      sync(3, 146, 131),
      sync(3, 144, 113),
    ];
    expect(dirtied(swept, 1)).toBeGreaterThan(44);
    expect(dirtied(swept, 1)).toBeLessThan(54);
    expect(dirtied(swept, 20)).toBeLessThan(325);
  });

  test('is none where a shorter period dirties more in a second', () => {
    const graded = [sync(24, 1036, 22), sync(4.6, 293, 32), sync(2.2, 198, 32), sync(0.9, 116, 32)];
    expect(dirtied(graded, 0.4)).toBeGreaterThan(55);
  });
});

test('a longer period dirties no less', () => {
  const [draw] = new StratifiedDraws(1, '1').all;
  const curve = drawDirtyingCurve([sync(3, 128, 0), sync(2, 140, 0)], unseen, draw);
  const all = curve.map(({ mibPerSecond, periodMs }) => mibPerSecond * periodMs);
  expect(all.toSorted((a, b) => a - b)).toEqual(all);
});
