import { describe, expect, test } from 'vitest';
import { RunClock } from '../../src/guest/run-clock.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../../src/sim/time.js';

const ms = (value: number): Nanoseconds => ns(value * NS_PER_MS);
const never = ns(Infinity);

/** vCPUs at 90 %: they sleep from each tick (0, 100, 200, ... ms) for 90 ms, and run for 10. */
function throttled(percent = 90): RunClock {
  const clock = new RunClock(ns(0));
  clock.setThrottle(percent, ns(0));
  return clock;
}

/** The lock is held from one time to another; returns the ms run in [from, until). */
function runWhen(
  held: readonly [number, number],
  window: readonly [number, number],
  mainLoopSince: Nanoseconds = never,
  clock = throttled(),
): number {
  clock.lockHeld(ms(held[0]));
  clock.lockReleased(ms(held[1]), mainLoopSince);
  const [from, until] = window.map((at) => clock.runTimeAt(ms(at)));
  return Math.round((until - from) / NS_PER_MS);
}

describe('a lock that is held', () => {
  test('within a sleep, or within a run, changes nothing', () => {
    expect(runWhen([20, 80], [0, 1000])).toBe(100);
    expect(runWhen([92, 98], [0, 1000])).toBe(100);
  });

  test('past the end of a sleep, but not past the tick: they wake late', () => {
    expect(runWhen([50, 96], [0, 100])).toBe(4);
    expect(runWhen([50, 96], [100, 1000])).toBe(90);
  });

  test('past the tick of vCPUs that run: they run on, and sleep from the release', () => {
    const clock = throttled();
    clock.lockHeld(ms(95));
    expect(clock.runTimeAt(ms(130))).toBe(ms(40));
    clock.lockReleased(ms(130), never);
    // Asleep from 130 to 220, as the next tick is counted from the one that was late.
    expect(clock.runTimeAt(ms(220)) - clock.runTimeAt(ms(130))).toBe(0);
    expect(clock.runTimeAt(ms(230)) - clock.runTimeAt(ms(220))).toBe(ms(10));
  });
});

describe('a lock that is held past the wake-up and past the tick', () => {
  test('who woke before the main loop came is put to sleep again at once', () => {
    expect(runWhen([50, 150], [0, 150])).toBe(0);
    expect(runWhen([50, 150], [150, 250])).toBe(10);
    expect(runWhen([50, 150], [150, 250], ms(91))).toBe(10);
  });

  test('a tick that comes before they have woken passes them over: they run until the next', () => {
    expect(runWhen([50, 150], [0, 150], ms(89))).toBe(0);
    expect(runWhen([50, 150], [150, 250], ms(89))).toBe(100);
    expect(runWhen([50, 150], [250, 350], ms(89))).toBe(10);
  });

  test('at 99 % they run for a second', () => {
    expect(runWhen([980, 1020], [1020, 2020], ms(985), throttled(99))).toBe(1000);
  });
});

describe('a throttle that is set under the lock', () => {
  test('begins with the release, if it is the first', () => {
    const clock = new RunClock(ns(0));
    clock.lockHeld(ms(10));
    clock.setThrottle(50, ms(30));
    expect(clock.throttlePercent).toBe(50);
    clock.lockReleased(ms(30), never);
    expect(clock.runTimeAt(ms(30))).toBe(ms(30));
    expect(clock.runTimeAt(ms(50))).toBe(ms(40));
  });

  test('begins with the release, if it is the first, at any time', () => {
    const clock = new RunClock(ns(0));
    clock.lockHeld(ms(11));
    clock.setThrottle(50, ms(12));
    clock.lockReleased(ms(13), never);
    expect(clock.runTimeAt(ms(23))).toBe(ms(13));
    expect(clock.runTimeAt(ms(33))).toBe(ms(23));
  });

  test('begins with the next tick, if it is another', () => {
    const clock = throttled();
    clock.lockHeld(ms(20));
    clock.setThrottle(99, ms(30));
    clock.lockReleased(ms(30), never);
    expect(clock.throttlePercent).toBe(99);
    expect(clock.runTimeAt(ms(100))).toBe(ms(10));
    expect(clock.runTimeAt(ms(1100))).toBe(ms(20));
  });

  test('none at all: nothing happens', () => {
    expect(runWhen([10, 50], [0, 100], never, new RunClock(ns(0)))).toBe(100);
  });
});

test('a release after the release changes nothing', () => {
  const clock = throttled();
  clock.lockHeld(ms(20));
  clock.lockReleased(ms(80), never);
  clock.lockReleased(ms(85), never);
  expect(clock.runTimeAt(ms(1000))).toBe(ms(100));
});

test('a change that is to come at the next tick comes, whoever takes the lock before', () => {
  const clock = throttled(50);
  // Ticks at 0, 20, 40, ...; the change is due at 40.
  clock.setThrottle(90, ms(25));
  clock.lockHeld(ms(31));
  clock.lockReleased(ms(35), never);
  expect(clock.runTimeAt(ms(40))).toBe(ms(20));
  expect(clock.runTimeAt(ms(140))).toBe(ms(30));
});

test('times run can be asked for after a release', () => {
  const clock = throttled();
  clock.lockHeld(ms(50));
  clock.lockReleased(ms(150), ms(60));
  expect(clock.timeAtRun(ms(30))).toBe(ms(180));
  expect(clock.timeAtRun(ms(105))).toBe(ms(345));
});

test('who sleeps as the lock is taken again before the next tick runs once it is free', () => {
  const clock = throttled();
  clock.lockHeld(ms(50));
  clock.lockReleased(ms(60), never);
  clock.lockHeld(ms(70));
  expect(clock.timeAtRun(ms(5))).toBeGreaterThan(ms(1_000_000));
  clock.lockReleased(ms(96), never);
  expect(clock.timeAtRun(ms(3))).toBe(ms(99));
});

test.each([
  ['asleep', 20, 60],
  ['asleep, past the end of the sleep', 20, 96],
  ['asleep, past the tick', 20, 130],
  ['running', 93, 97],
  ['running, past the tick', 93, 130],
])('a throttle that is taken back while the lock is held and vCPUs are %s', (_, from, to) => {
  const clock = throttled();
  clock.lockHeld(ms(from));
  clock.setThrottle(0, ms(from + 1));
  clock.lockReleased(ms(to), never);
  expect(clock.throttlePercent).toBe(0);
  expect(clock.runTimeAt(ms(1200)) - clock.runTimeAt(ms(200))).toBe(ms(1000));
});
