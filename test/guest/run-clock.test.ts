import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RunClock } from '../../src/guest/run-clock.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../src/sim/time.js';
import { runTimeByTicks } from '../support/tick-run-clock.js';
import { draws } from '../support/draws.js';

const ms = (count: number): number => count * NS_PER_MS;

describe('one throttle', () => {
  test('without a throttle the vCPUs run all the time', () => {
    const clock = new RunClock(ns(0));
    expect(clock.throttlePercent).toBe(0);
    expect(clock.runTimeAt(ns(ms(123)))).toBe(ms(123));
    expect(clock.timeAtRun(ns(ms(123)))).toBe(ms(123));
  });

  test('20 % sleeps 2.5 ms, then runs 10 ms', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(20, ns(ms(100)));
    expect(clock.runTimeAt(ns(ms(100)))).toBe(ms(100));
    expect(clock.runTimeAt(ns(ms(102.5)))).toBe(ms(100));
    expect(clock.runTimeAt(ns(ms(104.5)))).toBe(ms(102));
    expect(clock.runTimeAt(ns(ms(112.5)))).toBe(ms(110));
    expect(clock.runTimeAt(ns(ms(115)))).toBe(ms(110));
    expect(clock.runTimeAt(ns(ms(225)))).toBe(ms(200));
  });

  test('99 % still runs for 10 ms of each second, at its end', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(99, ns(0));
    expect(clock.runTimeAt(ns(ms(989)))).toBeCloseTo(0, 3);
    expect(clock.runTimeAt(ns(ms(995)))).toBeCloseTo(ms(5), 3);
    expect(clock.runTimeAt(ns(NS_PER_S))).toBeCloseTo(ms(10), 3);
    expect(clock.runTimeAt(ns(10 * NS_PER_S))).toBeCloseTo(ms(100), 2);
  });

  test('a vCPU that oversleeps loses the start of its run window', () => {
    const clock = new RunClock(ns(ms(4)));
    clock.setThrottle(50, ns(0));
    expect(clock.runTimeAt(ns(ms(14)))).toBe(0);
    expect(clock.runTimeAt(ns(ms(20)))).toBe(ms(6));
    expect(clock.runTimeAt(ns(ms(200)))).toBe(ms(60));
  });

  test('oversleeping a whole window is not sleeping into the next period', () => {
    const clock = new RunClock(ns(ms(25)));
    clock.setThrottle(50, ns(ms(10)));
    expect(clock.runTimeAt(ns(ms(500)))).toBe(ms(10));
  });
});

describe('changes', () => {
  test('a change takes effect at the next tick', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(50, ns(0));
    clock.setThrottle(90, ns(ms(21)));
    expect(clock.throttlePercent).toBe(90);
    expect(clock.runTimeAt(ns(ms(40)))).toBe(ms(20));
    expect(clock.runTimeAt(ns(ms(130)))).toBeCloseTo(ms(20), 3);
    expect(clock.runTimeAt(ns(ms(140)))).toBeCloseTo(ms(30), 3);
  });

  test('of two changes before a tick the later counts', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(50, ns(0));
    clock.setThrottle(60, ns(ms(5)));
    clock.setThrottle(80, ns(ms(6)));
    expect(clock.runTimeAt(ns(ms(20)))).toBe(ms(10));
    expect(clock.runTimeAt(ns(ms(70)))).toBeCloseTo(ms(20), 3);
  });

  test('a stopped vCPU runs no more', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(50, ns(0));
    clock.stop(ns(ms(35)));
    expect(clock.runTimeAt(ns(ms(35)))).toBe(ms(15));
    expect(clock.runTimeAt(ns(ms(1000)))).toBe(ms(15));
  });
});

describe('awake', () => {
  test('a vCPU that runs is awake, one that sleeps wakes at the end of its sleep', () => {
    const clock = new RunClock(ns(0));
    expect(clock.awakeAt(ns(ms(7)))).toBe(ms(7));
    clock.setThrottle(50, ns(ms(100)));
    expect(clock.awakeAt(ns(ms(99)))).toBe(ms(99));
    expect(clock.awakeAt(ns(ms(100)))).toBe(ms(110));
    expect(clock.awakeAt(ns(ms(109)))).toBe(ms(110));
    expect(clock.awakeAt(ns(ms(110)))).toBe(ms(110));
    expect(clock.awakeAt(ns(ms(123)))).toBe(ms(130));
  });

  test('a stopped vCPU is not waited for', () => {
    const clock = new RunClock(ns(0));
    clock.setThrottle(90, ns(0));
    clock.stop(ns(ms(20)));
    expect(clock.awakeAt(ns(ms(20)))).toBe(ms(20));
  });
});

describe('against the throttle timer, tick by tick', () => {
  const changes = fc
    .array(fc.record({ gap: fc.nat(400_000_000), percent: fc.integer({ min: 1, max: 99 }) }), {
      maxLength: 6,
    })
    .map((steps) => {
      let at = 0;
      return steps.map(({ gap, percent }) => {
        at += gap;
        return { at, percent };
      });
    });
  const oversleep = fc.oneof(fc.constant(0), fc.nat(12_000_000));

  test('run time', () => {
    fc.assert(
      fc.property(
        changes,
        oversleep,
        fc.array(fc.nat(5_000_000_000), { minLength: 1, maxLength: 6 }),
        (steps, over, times) => {
          const clock = new RunClock(ns(over));
          for (const { at, percent } of steps) clock.setThrottle(percent, ns(at));
          for (const time of times) {
            // Only changes that were made by then: the clock is asked about the past, too.
            expect(clock.runTimeAt(ns(time))).toBeCloseTo(runTimeByTicks(steps, over, time), 1);
          }
        },
      ),
      draws(300, 11),
    );
  });

  test('the time at which a run time is reached is the earliest one', () => {
    fc.assert(
      fc.property(changes, fc.integer({ min: 1, max: 1_000_000_000 }), (steps, run) => {
        const clock = new RunClock(ns(0));
        for (const { at, percent } of steps) clock.setThrottle(percent, ns(at));
        const time = clock.timeAtRun(ns(run));
        expect(clock.runTimeAt(time)).toBeCloseTo(run, 1);
        expect(clock.runTimeAt(ns(time - 10))).toBeLessThan(run);
      }),
      draws(300, 12),
    );
  });
});

test('a vCPU that oversleeps its whole slice never gets to a later run time', () => {
  const clock = new RunClock(ns(12 * NS_PER_MS));
  clock.setThrottle(50, ns(NS_PER_S));
  expect(clock.timeAtRun(ns(NS_PER_S))).toBe(NS_PER_S);
  expect(clock.timeAtRun(ns(NS_PER_S + 1000))).toBe(Infinity);
});

describe('a clock that begins under a throttle', () => {
  /** At 50 %: asleep from 103 ms on, and from each 20 ms before and after. */
  const throttled = (tickMs: number): RunClock => {
    const clock = new RunClock(ns(0), ns(ms(110)));
    clock.throttledFromStart(50, ns(ms(tickMs)));
    return clock;
  };

  test.each([103, 63, 143])('the timer fired at %d ms', (tickMs) => {
    const clock = throttled(tickMs);
    expect(clock.awakeAt(ns(ms(110)))).toBe(ms(113));
    expect(clock.runTimeAt(ns(ms(113)))).toBe(0);
    expect(clock.runTimeAt(ns(ms(123)))).toBe(ms(10));
    expect(clock.runTimeAt(ns(ms(133)))).toBe(ms(10));
  });
});
