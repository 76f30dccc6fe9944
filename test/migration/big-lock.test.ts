import { expect, test } from 'vitest';
import { BigLock } from '../../src/migration/big-lock.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../../src/sim/time.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

const ms = (value: number): Nanoseconds => ns(value * NS_PER_MS);

/** A lock, and what those who wait for it were told, in ms. */
function watchedLock() {
  const clock = new VirtualClock();
  const told: (readonly [string, ...number[]])[] = [];
  // guestperf asks at 7 ms of each 10.
  const nextQuery = (time: Nanoseconds): Nanoseconds => ms(Math.ceil(time / ms(10)) * 10 + 7);
  const lock = new BigLock(clock, nextQuery, {
    lockHeld: (now) => told.push(['held', now / NS_PER_MS]),
    lockReleased: (now, since) => told.push(['released', now / NS_PER_MS, since / NS_PER_MS]),
  });
  return { clock, lock, told };
}

test('whoever asks while it is held gets it afterwards, in order', () => {
  const { clock, lock, told } = watchedLock();
  const order: string[] = [];
  lock.take();
  lock.request('thread', () => {
    order.push(`first at ${clock.now / NS_PER_MS}`);
    clock.schedule(ms(9), () => lock.release());
  });
  lock.request('main-loop', () => {
    order.push(`second at ${clock.now / NS_PER_MS}`);
    clock.schedule(ms(12), () => lock.release());
  });
  clock.advanceTo(ms(5));
  expect(order).toEqual([]);
  lock.release();
  // The migration thread waits for both.
  lock.take();
  expect(order).toEqual(['first at 5', 'second at 9']);
  expect(clock.now).toBe(ms(12));
  lock.release();
  expect(told.filter(([what]) => what === 'held').map(([, at]) => at)).toEqual([0, 5, 9, 12]);
});

test('the main loop waits from the next query on, or has the lock itself', () => {
  const { clock, lock, told } = watchedLock();
  clock.advanceTo(ms(21));
  lock.take();
  clock.advanceTo(ms(50));
  lock.release();
  lock.request('main-loop', () => {});
  clock.advanceTo(ms(60));
  lock.release();
  expect(told.filter(([what]) => what === 'released')).toEqual([
    ['released', 50, 37],
    ['released', 60, 50],
  ]);
});

test('what nobody holds cannot be released', () => {
  expect(() => watchedLock().lock.release()).toThrow('nobody has the lock');
});
