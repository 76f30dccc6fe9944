import { expect, test } from 'vitest';
import { PausedRunClock } from '../../src/guest/paused-run-clock.js';

test('counts the time between pauses', () => {
  const clock = new PausedRunClock();
  clock.pause(10);
  expect(clock.isPaused).toBe(true);
  clock.resume(30);
  clock.pause(70);
  clock.resume(75);
  expect(clock.isPaused).toBe(false);
  const times = [0, 5, 10, 20, 30, 31, 70, 72, 75, 100];
  expect(times.map((time) => clock.runTimeAt(time))).toEqual([
    0, 5, 10, 10, 10, 11, 50, 50, 50, 75,
  ]);
});

test('a moment of run time is the earliest that has it', () => {
  const clock = new PausedRunClock();
  clock.pause(10);
  clock.resume(30);
  expect([0, 9, 10, 11, 40].map((run) => clock.timeAtRun(run))).toEqual([0, 9, 10, 31, 60]);
});

test('a second pause or resume changes nothing', () => {
  const clock = new PausedRunClock();
  clock.resume(5);
  clock.pause(10);
  clock.pause(15);
  clock.resume(20);
  expect(clock.runTimeAt(30)).toBe(20);
});

test('after the stop nobody runs', () => {
  const clock = new PausedRunClock();
  clock.stop(10);
  expect([clock.runs(9), clock.runs(10), clock.runTimeAt(50)]).toEqual([true, false, 10]);
});
