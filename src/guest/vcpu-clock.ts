import type { Nanoseconds } from '../sim/time.js';

/** How much time vCPUs have run: all of a guest, which share one clock, or one of them. */
export interface VcpuClock {
  /** Whether the vCPUs have not been stopped by `time`. */
  runs(time: Nanoseconds): boolean;
  /** No vCPU runs from `now` on. */
  stop(now: Nanoseconds): void;
  /** Time for which each vCPU has run between time 0 and `time`. */
  runTimeAt(time: Nanoseconds): Nanoseconds;
  /** The earliest moment from `time` on at which no vCPU is in a throttle sleep. */
  awakeAt(time: Nanoseconds): Nanoseconds;
  /** The earliest time at which each vCPU has run for `runTime`. */
  timeAtRun(runTime: Nanoseconds): Nanoseconds;
  /** The clock of one of the vCPUs: this one where they share it. */
  of(vcpu: number): VcpuClock;
}
