import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
import type { VcpuClock } from './vcpu-clock.js';

/** A throttled vCPU runs this long between two sleeps (QEMU, CPU_THROTTLE_TIMESLICE_NS). */
export const THROTTLE_TIMESLICE_NS = 10 * NS_PER_MS;

/** From `start` on, each `period` begins with a sleep and goes on with running. */
interface DutyCycle {
  readonly start: Nanoseconds;
  /** Run time accumulated before `start`. */
  readonly runAtStart: Nanoseconds;
  readonly percent: number;
  readonly period: Nanoseconds;
  readonly sleep: Nanoseconds;
}

/**
 * How much time the vCPUs have run by a moment, in closed form. All vCPUs are throttled by the same
 * timer, so one clock serves them all (QEMU, cpu-throttle.c): at each tick a vCPU sleeps
 * `10 ms * p / (100 - p)`, then runs for 10 ms until the next tick.
 */
export class RunClock implements VcpuClock {
  private readonly cycles: DutyCycle[] = [
    { start: 0, runAtStart: 0, percent: 0, period: THROTTLE_TIMESLICE_NS, sleep: 0 },
  ];
  private stoppedAt: Nanoseconds = Infinity;

  /** @param oversleep time that a vCPU needs to wake up, lost from each run window */
  constructor(private readonly oversleep: Nanoseconds) {}

  /** The throttle that was set last, percent; 0 is none. */
  get throttlePercent(): number {
    return this.cycles[this.cycles.length - 1].percent;
  }

  /**
   * Sets the throttle. The first one takes effect at once, a change at the next tick; 0 is not
   * accepted, as a throttle never relaxes during a migration.
   */
  setThrottle(percent: number, now: Nanoseconds): void {
    const pending = this.cycles[this.cycles.length - 1];
    if (pending.start > now) this.cycles.pop();
    const current = this.cycles[this.cycles.length - 1];
    const ticks = current.percent === 0 ? null : Math.ceil((now - current.start) / current.period);
    const start = ticks === null ? now : current.start + ticks * current.period;
    const sleep = (THROTTLE_TIMESLICE_NS * percent) / (100 - percent);
    this.cycles.push({
      start,
      runAtStart: this.runTimeAt(start),
      percent,
      period: sleep + THROTTLE_TIMESLICE_NS,
      sleep: Math.min(sleep + this.oversleep, sleep + THROTTLE_TIMESLICE_NS),
    });
  }

  runs(time: Nanoseconds): boolean {
    return time < this.stoppedAt;
  }

  stop(now: Nanoseconds): void {
    this.stoppedAt = now;
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    const until = Math.min(time, this.stoppedAt);
    const cycle = this.cycleAt(until);
    if (cycle.percent === 0) return cycle.runAtStart + (until - cycle.start);
    const elapsed = until - cycle.start;
    const ticks = Math.floor(elapsed / cycle.period);
    const withinPeriod = elapsed - ticks * cycle.period;
    return (
      cycle.runAtStart +
      ticks * (cycle.period - cycle.sleep) +
      Math.max(0, withinPeriod - cycle.sleep)
    );
  }

  awakeAt(time: Nanoseconds): Nanoseconds {
    const cycle = this.cycleAt(time);
    if (cycle.percent === 0 || time >= this.stoppedAt) return time;
    const withinPeriod = (time - cycle.start) % cycle.period;
    return withinPeriod < cycle.sleep ? Math.ceil(time + cycle.sleep - withinPeriod) : time;
  }

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    let index = this.cycles.length - 1;
    while (index > 0 && this.cycles[index].runAtStart >= runTime) index--;
    const cycle = this.cycles[index];
    const run = runTime - cycle.runAtStart;
    if (cycle.percent === 0) return cycle.start + run;
    const window = cycle.period - cycle.sleep;
    const ticks = Math.ceil(run / window) - 1;
    return cycle.start + ticks * cycle.period + cycle.sleep + (run - ticks * window);
  }

  /** The duty cycle that is in force at `time`. */
  private cycleAt(time: Nanoseconds): DutyCycle {
    let index = this.cycles.length - 1;
    while (index > 0 && this.cycles[index].start > time) index--;
    return this.cycles[index];
  }
}
