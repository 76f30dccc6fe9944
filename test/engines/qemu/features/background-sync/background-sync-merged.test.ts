import { expect, test } from 'vitest';
import { mergedSync } from '../../../../../src/engines/qemu/features/background-sync/background-sync-merged.js';
import { FakeTarget } from '../../../../support/background-sync-target.js';

/** A migration whose timer was armed at time 0, before the first sync. */
function armed(syncMs = 0): FakeTarget {
  const target = new FakeTarget(syncMs);
  target.dirtySyncCount = 0;
  target.synced(mergedSync).start();
  target.dirtySyncCount = 1;
  return target;
}

test('ticks every 5 s from the start; the first tick after pass 1 only remembers the count', () => {
  const target = armed();
  target.passEndsAt(11.8);
  target.runTo(31);
  expect(target.syncedAt).toEqual([20, 25, 30]);
});

test('the first pass is left alone, however long it is', () => {
  const target = armed();
  target.runTo(120);
  expect(target.syncedAt).toEqual([]);
});

test('compares counts, not times: a sync long before the tick puts it off, too', () => {
  const target = armed();
  target.passEndsAt(3);
  // Ticks at 5 (2 syncs), 10 (3), 15 (4), 20 (4).
  target.passEndsAt(5.1);
  target.passEndsAt(10.1);
  target.runTo(21);
  expect(target.syncedAt).toEqual([20]);
});

test('a sync just before the tick puts it off as well', () => {
  const target = armed();
  target.passEndsAt(3);
  target.passEndsAt(9.9);
  target.passEndsAt(14.9);
  target.runTo(24);
  // The gap to the sync before is 5.1 s here; it would have been 9.9 s after a sync at 10.1 s.
  expect(target.syncedAt).toEqual([20]);
});

test('its own sync is remembered, and the next tick comes 5 s after its end', () => {
  const target = armed(400);
  target.passEndsAt(11.8);
  target.runTo(35);
  expect(target.syncedAt).toEqual([20, 25.4, 30.8]);
});

test('goes on at the highest throttle, and when it is gone', () => {
  const target = armed();
  target.passEndsAt(2);
  target.throttleAt(6, 99);
  target.throttleAt(17, 0);
  target.runTo(26);
  expect(target.syncedAt).toEqual([10, 15, 20, 25]);
});
