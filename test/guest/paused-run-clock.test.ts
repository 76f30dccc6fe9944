import { ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { PausedRunClock } from '../../src/guest/paused-run-clock.js';

test('counts the time between pauses', () => {
  const clock = new PausedRunClock();
  clock.pause(ns(10));
  expect(clock.isPaused).toBe(true);
  clock.resume(ns(30));
  clock.pause(ns(70));
  clock.resume(ns(75));
  expect(clock.isPaused).toBe(false);
  const times = [0, 5, 10, 20, 30, 31, 70, 72, 75, 100];
  expect(times.map((time) => clock.runTimeAt(ns(time)))).toEqual([
    0, 5, 10, 10, 10, 11, 50, 50, 50, 75,
  ]);
});

test('a moment of run time is the earliest that has it', () => {
  const clock = new PausedRunClock();
  clock.pause(ns(10));
  clock.resume(ns(30));
  expect([0, 9, 10, 11, 40].map((run) => clock.timeAtRun(ns(run)))).toEqual([0, 9, 10, 31, 60]);
});

test('a second pause or resume changes nothing', () => {
  const clock = new PausedRunClock();
  clock.resume(ns(5));
  clock.pause(ns(10));
  clock.pause(ns(15));
  clock.resume(ns(20));
  expect(clock.runTimeAt(ns(30))).toBe(20);
});

test('after the stop nobody runs', () => {
  const clock = new PausedRunClock();
  clock.stop(ns(10));
  expect([clock.runs(ns(9)), clock.runs(ns(10)), clock.runTimeAt(ns(50))]).toEqual([
    true,
    false,
    10,
  ]);
});
