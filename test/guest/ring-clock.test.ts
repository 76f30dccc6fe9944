import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RingClock } from '../../src/guest/ring-clock.js';
import { draws } from '../support/draws.js';

/** Full after 100 of running, then asleep for 400, from 1000 on. */
function limited(): RingClock {
  const clock = new RingClock();
  clock.restart(ns(1000), ns(100), ns(400));
  return clock;
}

test('runs until the ring is full, then sleeps', () => {
  const clock = limited();
  const runTimes = [0, 1000, 1050, 1100, 1300, 1500, 1550, 1600, 1999, 2000, 2030];
  expect(runTimes.map((time) => clock.runTimeAt(ns(time)))).toEqual([
    0, 1000, 1050, 1100, 1100, 1100, 1150, 1200, 1200, 1200, 1230,
  ]);
  expect([1050, 1100, 1499, 1500].map((time) => clock.awakeAt(ns(time)))).toEqual([
    1050, 1500, 1500, 1500,
  ]);
});

describe('a ring that is emptied', () => {
  test('before it was full begins to fill anew', () => {
    const clock = limited();
    clock.restart(ns(1060), ns(100), ns(400));
    expect([1100, 1160, 1170].map((time) => clock.runTimeAt(ns(time)))).toEqual([1100, 1160, 1160]);
  });

  test('while its vCPU sleeps does not wake it', () => {
    const clock = limited();
    clock.restart(ns(1200), ns(50), ns(200));
    expect(clock.awakeAt(ns(1200))).toBe(1500);
    expect([1500, 1540, 1550, 1750, 1760].map((time) => clock.runTimeAt(ns(time)))).toEqual([
      1100, 1140, 1150, 1150, 1160,
    ]);
  });

  test('without a limit any more lets its vCPU run when it wakes', () => {
    const clock = limited();
    clock.restart(ns(1200), ns(50), ns(0));
    expect([1499, 1600, 5000].map((time) => clock.runTimeAt(ns(time)))).toEqual([1100, 1200, 4600]);
  });
});

test('a ring that never fills holds nobody up', () => {
  const clock = new RingClock();
  clock.restart(ns(1000), ns(Infinity), ns(400));
  expect(clock.runTimeAt(ns(1e9))).toBe(1e9);
  expect(clock.awakeAt(ns(1e9))).toBe(1e9);
});

test('stopped, it stands still, and does not sleep', () => {
  const clock = limited();
  clock.stop(ns(1550));
  expect(clock.runTimeAt(ns(9999))).toBe(1150);
  expect(clock.awakeAt(ns(1700))).toBe(1700);
});

test('agrees with following the vCPU from one full ring to the next, both ways', () => {
  const restarts = fc.array(
    fc.record({
      after: fc.integer({ min: 1, max: 3000 }),
      window: fc.integer({ min: 1, max: 500 }),
      sleep: fc.constantFrom(0, 1, 80, 2000),
    }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(restarts, fc.integer({ min: 0, max: 12_000 }), (changes, time) => {
      const clock = new RingClock();
      let at = 0;
      // One nanosecond after the other.
      const plan = changes.map(({ after, ...rest }) => ({ at: (at += after), ...rest }));
      let ran = 0;
      let left = Infinity;
      let sleep = 0;
      let asleep = 0;
      const ranBy: number[] = [0];
      for (let now = 0; now < time; now++) {
        for (const change of plan.filter((one) => one.at === now)) {
          left = change.window;
          sleep = change.sleep;
        }
        if (asleep > 0) {
          asleep--;
        } else {
          ran++;
          left--;
          if (left === 0) {
            asleep = sleep;
            left = plan.findLast((one) => one.at <= now)?.window ?? Infinity;
          }
        }
        ranBy.push(ran);
      }
      for (const { at: start, window, sleep: pause } of plan) {
        if (start < time) clock.restart(ns(start), ns(window), ns(pause));
      }
      expect(clock.runTimeAt(ns(time))).toBe(ran);
      expect(clock.timeAtRun(ns(ran))).toBe(ranBy.indexOf(ran));
    }),
    draws(300, 3),
  );
});
