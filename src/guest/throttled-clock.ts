import type { Nanoseconds } from '../sim/time.js';
import type { VcpuClock } from './vcpu-clock.js';

/** The clock of vCPUs that a throttle puts to sleep, again and again. */
export interface ThrottledClock extends VcpuClock {
  /** The throttle that was set last, percent, of the vCPU that is throttled most; 0 is none. */
  readonly throttlePercent: number;
  /** A clock for each vCPU; one where all have the same. */
  readonly all: readonly ThrottledClock[];
  /** @param percents of all vCPUs, or of each in order */
  setThrottle(percents: number | readonly number[], now: Nanoseconds): void;
  /**
   * The throttle with which the vCPUs have run from the start on.
   *
   * @param tick a time at which the timer puts them to sleep, before or after
   */
  throttledFromStart(percent: number, tick: Nanoseconds): void;
  /** Somebody has taken the big lock. */
  lockHeld(now: Nanoseconds): void;
  /** @param mainLoopSince when QEMU's main loop began to wait for the lock, or would have */
  lockReleased(now: Nanoseconds, mainLoopSince: Nanoseconds): void;
}
