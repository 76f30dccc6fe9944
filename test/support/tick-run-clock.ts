import { THROTTLE_TIMESLICE_NS } from '../../src/guest/run-clock.js';

export interface ThrottleChange {
  readonly at: number;
  readonly percent: number;
}

/**
 * Run time at `time` by following the throttle timer tick by tick: at each tick the vCPU sleeps,
 * then runs until the next tick; a change counts from the first tick at or after it.
 */
export function runTimeByTicks(
  changes: readonly ThrottleChange[],
  oversleep: number,
  time: number,
): number {
  if (changes.length === 0 || time <= changes[0].at) return time;
  let ran = changes[0].at;
  let tick = changes[0].at;
  while (tick < time) {
    const percent = changes.findLast((change) => change.at <= tick)?.percent ?? 0;
    const sleep = (THROTTLE_TIMESLICE_NS * percent) / (100 - percent);
    const next = tick + sleep + THROTTLE_TIMESLICE_NS;
    const wake = Math.min(tick + sleep + oversleep, next);
    ran += Math.max(0, Math.min(time, next) - wake);
    tick = next;
  }
  return ran;
}
