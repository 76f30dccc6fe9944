import { PAGES_PER_MIB } from '../../../../memory/units.js';

/** A rate this close to the quota is left alone (QEMU, DIRTYLIMIT_TOLERANCE_RANGE). */
const TOLERANCE_MIB_PER_SECOND = 25;
/** A rate further from the quota, in percent of the greater, is corrected in proportion. */
const LINEAR_ABOVE_PERCENT = 50;
/** A vCPU sleeps at most this many times as long as its ring takes to fill. */
const MAX_FULL_TIMES = 99;

/** The rate of a vCPU in whole MiB/s, over `periodMs` (QEMU, do_calculate_dirtyrate). */
export function vcpuDirtyRate(pages: number, periodMs: number): number {
  return Math.floor(Math.floor((pages * 1000) / PAGES_PER_MIB) / periodMs);
}

/**
 * Time in which a ring of `entries` is full at `mibPerSecond`, us (QEMU,
 * dirtylimit_dirty_ring_full_time).
 */
export function ringFullTimeUs(entries: number, mibPerSecond: number): number {
  return Math.floor((Math.floor(entries / PAGES_PER_MIB) * 1_000_000) / mibPerSecond);
}

/** Whether the rate of a vCPU is left as it is. */
export function isNearQuota(quota: number, current: number): boolean {
  return Math.abs(quota - current) <= TOLERANCE_MIB_PER_SECOND;
}

/**
 * What a vCPU sleeps from now on each time its ring is full, us (QEMU, dirtylimit_set_throttle). Rates in
 * MiB/s, not near each other.
 *
 * @param throttleUs what it has slept until now
 * @param fullTimeUs time in which a ring is full at the highest rate that was ever seen
 */
export function nextThrottleUs(
  throttleUs: number,
  quota: number,
  current: number,
  fullTimeUs: number,
): number {
  if (current === 0) return 0;
  const sign = quota < current ? 1 : -1;
  const step = throttleStepUs(Math.min(quota, current), Math.max(quota, current), fullTimeUs);
  return Math.max(0, Math.min(throttleUs + sign * step, fullTimeUs * MAX_FULL_TIMES));
}

function throttleStepUs(lower: number, higher: number, fullTimeUs: number): number {
  const percent = Math.floor(((higher - lower) * 100) / higher);
  if (percent <= LINEAR_ABOVE_PERCENT) return Math.floor(fullTimeUs / 10);
  return Math.floor((fullTimeUs * percent) / (100 - percent));
}
