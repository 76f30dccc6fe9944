import { describe, expect, test } from 'vitest';
import { TimerSync } from '../../../../../src/engines/qemu/features/background-sync/background-sync-v2.js';
import { FakeTarget } from '../../../../support/background-sync-target.js';

/** A migration with a timer that was started at time 0. */
function timed(syncMs = 0): FakeTarget {
  const target = new FakeTarget(syncMs);
  target.synced(new TimerSync()).start();
  return target;
}

describe('when it syncs', () => {
  test('not in the first pass, however long it is', () => {
    const target = timed();
    target.runTo(60);
    expect(target.syncedAt).toEqual([]);
  });

  test('at the first tick more than 5000 ms after the period began', () => {
    const target = timed();
    target.passEndsAt(11.8);
    target.passEndsAt(30.5);
    target.runTo(36);
    // 5.2 s after the pass ended, then 6 s each; at 36 s 5.5 s after a pass again.
    expect(target.syncedAt).toEqual([17, 23, 29, 36]);
  });

  test('a pass that ends within a second of the last period begins no new one', () => {
    const target = timed();
    target.passEndsAt(11.8);
    target.passEndsAt(17.9);
    target.runTo(24);
    // The tick at 18 s sees the count change; the period is still that of the sync at 17 s.
    expect(target.syncedAt).toEqual([17, 23]);
  });

  test('the next tick comes a second after the end of a sync', () => {
    const target = timed(200);
    target.passEndsAt(11.8);
    target.runTo(30);
    // 17.0 to 17.2 s; ticks at 18.2, ..., 22.2 (exactly 5000 ms), 23.2.
    expect(target.syncedAt).toEqual([17, 23.2, 29.4]);
  });
});

describe('the count has to be the one of the last tick', () => {
  test('the first tick finds a count of 2 unchanged, as the series starts with 2', () => {
    const target = new FakeTarget();
    target.passEndsAt(0.5);
    target.runTo(6);
    target.synced(new TimerSync()).start();
    target.runTo(6);
    expect(target.syncedAt).toEqual([6]);
  });

  test('the first tick finds a count of 3 changed', () => {
    const target = new FakeTarget();
    target.passEndsAt(0.2);
    target.passEndsAt(0.5);
    target.runTo(6);
    target.synced(new TimerSync()).start();
    target.runTo(7.5);
    expect(target.syncedAt).toEqual([7]);
  });

  test('its own syncs count, and are remembered', () => {
    const target = timed();
    target.passEndsAt(2);
    target.runTo(15);
    expect(target.syncedAt).toEqual([8, 14]);
    expect(target.dirtySyncCount).toBe(4);
    expect(target.iterationCount).toBe(2);
  });
});

describe('the throttle', () => {
  test('it goes on at the highest throttle', () => {
    const target = timed();
    target.passEndsAt(2);
    target.throttleAt(3, 99);
    target.runTo(21);
    expect(target.syncedAt).toEqual([8, 14, 20]);
  });

  test('a throttle that has gone back to 0 ends it', () => {
    const target = timed();
    target.passEndsAt(2);
    target.throttleAt(3.5, 20);
    target.throttleAt(7.5, 0);
    target.runTo(60);
    expect(target.syncedAt).toEqual([]);
    expect(target.clock.nextEventTime).toBe(Infinity);
  });

  test('one that came and went between two ticks was not seen', () => {
    const target = timed();
    target.passEndsAt(2);
    target.throttleAt(3.2, 20);
    target.throttleAt(3.8, 0);
    target.runTo(9);
    expect(target.syncedAt).toEqual([8]);
  });
});
