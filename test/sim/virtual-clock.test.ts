import { ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

test('advancing runs what is due on the way, at its own time', () => {
  const clock = new VirtualClock();
  const seen: (readonly [string, number, number])[] = [];
  const note = (name: string) => (now: number) => void seen.push([name, now, clock.now]);
  clock.schedule(ns(30), note('c'));
  clock.schedule(ns(10), note('a'));
  clock.schedule(ns(20), note('b'));
  clock.advanceTo(ns(20));
  expect(seen).toEqual([
    ['a', 10, 10],
    ['b', 20, 20],
  ]);
  expect(clock.now).toBe(20);
  expect(clock.nextEventTime).toBe(30);
});

test('a handler may schedule an event that is due in the same advance', () => {
  const clock = new VirtualClock();
  const seen: number[] = [];
  clock.schedule(ns(10), (now) => {
    seen.push(now);
    clock.schedule(ns(now + 5), (later) => void seen.push(later));
  });
  clock.advanceTo(ns(100));
  expect(seen).toEqual([10, 15]);
});

test('an event in the past is due at once', () => {
  const clock = new VirtualClock();
  clock.advanceTo(ns(50));
  const seen: number[] = [];
  clock.schedule(ns(10), (now) => void seen.push(now));
  expect(clock.nextEventTime).toBe(50);
  clock.advanceTo(ns(50));
  expect(seen).toEqual([50]);
});

test('time is in whole nanoseconds and does not go back', () => {
  const clock = new VirtualClock();
  clock.advanceBy(ns(10.4));
  expect(clock.now).toBe(10);
  expect(() => clock.advanceTo(ns(9))).toThrow('the clock cannot go back from 10 to 9');
});
