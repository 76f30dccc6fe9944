import { ns } from '../../src/sim/time.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RunClock, THROTTLE_TIMESLICE_NS } from '../../src/guest/run-clock.js';
import type { ThrottleChange } from '../support/tick-run-clock.js';
import { draws } from '../support/draws.js';

/** When a vCPU that is asked for at `time` is awake, by following the throttle timer tick by tick. */
function awakeByTicks(
  changes: readonly ThrottleChange[],
  oversleep: number,
  time: number,
): { readonly awakeAt: number; readonly wakes: number; readonly next: number } {
  let tick = changes[0].at;
  for (;;) {
    const percent = changes.findLast((change) => change.at <= tick)?.percent ?? 0;
    const sleep = (THROTTLE_TIMESLICE_NS * percent) / (100 - percent);
    const next = tick + sleep + THROTTLE_TIMESLICE_NS;
    const wakes = Math.min(tick + sleep + oversleep, next);
    if (time < next) return { awakeAt: Math.max(time, wakes), wakes, next };
    tick = next;
  }
}

test('agrees with the throttle timer, tick by tick', () => {
  const changes = fc.array(
    fc.record({ at: fc.nat(400_000_000), percent: fc.integer({ min: 1, max: 99 }) }),
    { minLength: 1, maxLength: 5 },
  );
  const oversleep = fc.oneof(fc.constant(0), fc.nat(9_000_000));
  let asleep = 0;
  fc.assert(
    fc.property(changes, oversleep, fc.nat(3_000_000_000), (unsorted, over, after) => {
      const steps = unsorted.toSorted((a, b) => a.at - b.at);
      const clock = new RunClock(ns(over));
      for (const { at, percent } of steps) clock.setThrottle(percent, ns(at));
      const time = steps[0].at + after;
      const { awakeAt, wakes, next } = awakeByTicks(steps, over, time);
      // Within a nanosecond of a tick or of waking up, the two may round to different sides.
      fc.pre(Math.abs(time - wakes) > 1 && next - time > 1);
      if (awakeAt > time) asleep++;
      expect(Math.abs(clock.awakeAt(ns(time)) - awakeAt)).toBeLessThanOrEqual(1);
      expect(Number.isInteger(clock.awakeAt(ns(time)))).toBe(true);
    }),
    draws(500, 43),
  );
  expect(asleep).toBeGreaterThan(150);
});
