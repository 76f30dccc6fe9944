import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { WatcherSync } from '../../../../../src/engines/qemu/features/background-sync/background-sync-v1.js';
import { FakeTarget } from '../../../../support/background-sync-target.js';

const MAX_THROTTLE = 99;

/** A migration that is watched from time 0. */
function watched(syncMs = 0): FakeTarget {
  const target = new FakeTarget(syncMs);
  target.synced(new WatcherSync(MAX_THROTTLE)).start();
  return target;
}

test('late waits make the fifth look come after more than 5000 ms', () => {
  const target = new FakeTarget();
  target.synced(new WatcherSync(MAX_THROTTLE), ns(80_000)).start();
  target.passEndsAt(0.5);
  target.runTo(30);
  const gaps = target.syncedAt.slice(1).map((at, index) => at - target.syncedAt[index]);
  // Five waits are 5000.4 ms: more than 5000 whole ms from the last 0.6 ms of a ms on.
  expect(new Set(gaps.map(Math.round))).toEqual(new Set([5, 6]));
});

describe('when it syncs', () => {
  test('not in the first pass, however long it is', () => {
    const target = watched();
    target.runTo(60);
    expect(target.syncedAt).toEqual([]);
  });

  test('at the first look more than 5000 ms after the period began', () => {
    const target = watched();
    target.passEndsAt(3);
    target.runTo(20);
    // The look at 8 s is exactly 5000 ms after the pass's end, the one at 9 s is 6000 after it.
    expect(target.syncedAt).toEqual([9, 15]);
  });

  test('in whole milliseconds of the clock', () => {
    const late = watched();
    late.passEndsAt(3.0009);
    const early = watched();
    early.passEndsAt(2.9999);
    for (const target of [late, early]) target.runTo(10);
    expect(late.syncedAt).toEqual([9]);
    expect(early.syncedAt).toEqual([8]);
  });

  test('every 6 s, as 5 s after the last sync are not more than 5000 ms', () => {
    const target = watched();
    target.passEndsAt(0.5);
    target.periodStart = ns(0);
    target.runTo(30);
    expect(target.syncedAt).toEqual([6, 12, 18, 24, 30]);
  });

  test('the next look comes a second after the end of a sync', () => {
    const target = watched(300);
    target.passEndsAt(3);
    target.runTo(30);
    // 9.0 to 9.3 s; the looks at 10.3, ..., 14.3 (exactly 5000 ms), 15.3; the sync to 15.6 s.
    expect(target.syncedAt).toEqual([9, 15.3, 21.6, 27.9]);
  });

  test('a pass that ends puts it off', () => {
    const target = watched();
    for (const end of [2, 6.5, 11.2, 15.9]) target.passEndsAt(end);
    target.runTo(20.5);
    expect(target.syncedAt).toEqual([]);
    target.runTo(21);
    expect(target.syncedAt).toEqual([21]);
  });
});

describe('the iteration has to be the one of the last look', () => {
  test('the first look at iteration 2 finds it unchanged, as the series starts with 2', () => {
    const target = watched();
    // A pass of less than a second: the period goes on from the start of the migration.
    target.passEndsAt(0.9);
    target.runTo(7);
    expect(target.syncedAt).toEqual([6]);
  });

  test('the first look at iteration 3 finds it changed', () => {
    const target = watched();
    target.iterationCount = 3;
    target.dirtySyncCount = 3;
    target.runTo(0.5);
    target.periodStart = ns(-10e9);
    target.runTo(1.5);
    expect(target.syncedAt).toEqual([]);
    target.runTo(2.5);
    expect(target.syncedAt).toEqual([2]);
  });

  test('a change between two looks is found even if the period is old', () => {
    const target = watched();
    target.passEndsAt(3);
    target.runTo(8.5);
    // A pass that does not end the period: as if it had begun less than a second before.
    target.iterationCount = 3;
    target.runTo(9.5);
    expect(target.syncedAt).toEqual([]);
    target.runTo(10.5);
    expect(target.syncedAt).toEqual([10]);
  });
});

describe('the highest throttle ends it', () => {
  test('after one more look', () => {
    const target = watched();
    target.passEndsAt(3);
    target.throttleAt(8.5, MAX_THROTTLE);
    target.runTo(60);
    expect(target.syncedAt).toEqual([9]);
    expect(target.clock.nextEventTime).toBe(Infinity);
  });

  test('for good', () => {
    const target = watched();
    target.passEndsAt(3);
    target.throttleAt(5.5, MAX_THROTTLE);
    target.throttleAt(7, 20);
    target.runTo(60);
    expect(target.syncedAt).toEqual([]);
  });

  test('and before the first look, if it is there from the start', () => {
    const target = new FakeTarget();
    target.throttlePercent = MAX_THROTTLE;
    target.synced(new WatcherSync(MAX_THROTTLE)).start();
    expect(target.clock.nextEventTime).toBe(Infinity);
  });

  test('no other throttle does', () => {
    const target = watched();
    target.passEndsAt(3);
    target.throttleAt(4, 98);
    target.runTo(16);
    expect(target.syncedAt).toEqual([9, 15]);
  });
});
