import { NS_PER_MS, type Nanoseconds, ns } from '../sim/time.js';
import { type ClockPiece, PiecewiseClock } from './piecewise-clock.js';

/** A throttled vCPU runs this long between two sleeps (QEMU, CPU_THROTTLE_TIMESLICE_NS). */
export const THROTTLE_TIMESLICE_NS = 10 * NS_PER_MS;

/** From `start` on, each `period` begins with a sleep and goes on with running. */
interface DutyCycle extends ClockPiece {
  readonly percent: number;
  readonly period: Nanoseconds;
  readonly sleep: Nanoseconds;
}

/**
 * How much time the vCPUs have run by a moment, in closed form. All vCPUs are throttled by the same
 * timer, so one clock serves them all (QEMU, cpu-throttle.c): at each tick a vCPU sleeps
 * `10 ms * p / (100 - p)`, then runs for 10 ms until the next tick.
 */
export class RunClock extends PiecewiseClock<DutyCycle> {
  /** @param oversleep time that a vCPU needs to wake up, lost from each run window */
  constructor(private readonly oversleep: Nanoseconds) {
    const period = ns(THROTTLE_TIMESLICE_NS);
    super({ start: ns(0), runAtStart: ns(0), percent: 0, period, sleep: ns(0) });
  }

  /** The throttle that was set last, percent; 0 is none. */
  get throttlePercent(): number {
    return this.last.percent;
  }

  /**
   * Sets the throttle. The first one takes effect at once, a change at the next tick; 0 is not
   * accepted, as a throttle never relaxes during a migration.
   */
  setThrottle(percent: number, now: Nanoseconds): void {
    if (this.last.start > now) this.pieces.pop();
    const current = this.last;
    const ticks = current.percent === 0 ? null : Math.ceil((now - current.start) / current.period);
    const start = ticks === null ? now : ns(current.start + ticks * current.period);
    const sleep = (THROTTLE_TIMESLICE_NS * percent) / (100 - percent);
    this.pieces.push({
      start,
      runAtStart: this.runTimeAt(start),
      percent,
      period: ns(sleep + THROTTLE_TIMESLICE_NS),
      sleep: ns(Math.min(sleep + this.oversleep, sleep + THROTTLE_TIMESLICE_NS)),
    });
  }

  protected override runTimeIn(cycle: DutyCycle, time: Nanoseconds): Nanoseconds {
    const elapsed = time - cycle.start;
    if (cycle.percent === 0) return ns(cycle.runAtStart + elapsed);
    const ticks = Math.floor(elapsed / cycle.period);
    const withinPeriod = elapsed - ticks * cycle.period;
    return ns(
      cycle.runAtStart +
        ticks * (cycle.period - cycle.sleep) +
        Math.max(0, withinPeriod - cycle.sleep),
    );
  }

  override awakeAt(time: Nanoseconds): Nanoseconds {
    const cycle = this.pieceAt(time);
    if (cycle.percent === 0 || time >= this.stoppedAt) return time;
    const withinPeriod = (time - cycle.start) % cycle.period;
    return withinPeriod < cycle.sleep ? ns(Math.ceil(time + cycle.sleep - withinPeriod)) : time;
  }

  protected override timeAtRunIn(cycle: DutyCycle, runTime: Nanoseconds): Nanoseconds {
    const run = runTime - cycle.runAtStart;
    if (cycle.percent === 0) return ns(cycle.start + run);
    const window = cycle.period - cycle.sleep;
    // A vCPU that oversleeps its whole slice never runs again; sums of times are not exact.
    if (window <= 0) return ns(run > 1 ? Infinity : cycle.start);
    const ticks = Math.ceil(run / window) - 1;
    return ns(cycle.start + ticks * cycle.period + cycle.sleep + (run - ticks * window));
  }
}
