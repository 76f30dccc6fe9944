import { NS_PER_MS, type Nanoseconds, ns } from '../sim/time.js';
import { type ClockPiece, PiecewiseClock } from './piecewise-clock.js';
import type { ThrottledClock } from './throttled-clock.js';

/** A throttled vCPU runs this long between two sleeps (QEMU, CPU_THROTTLE_TIMESLICE_NS). */
export const THROTTLE_TIMESLICE_NS = 10 * NS_PER_MS;

/** From `start` on, each `period` begins with a sleep and goes on with running. */
class DutyCycle implements ClockPiece {
  constructor(
    readonly start: Nanoseconds,
    readonly runAtStart: Nanoseconds,
    readonly percent: number,
    readonly period: Nanoseconds,
    readonly sleep: Nanoseconds,
  ) {}
}

/** Longer than any run, and exact: a sleep or a run whose end is not known yet. */
const UNTIL_FURTHER_NOTICE = ns(2 ** 52);

/** What the vCPUs were in when somebody took the big lock. */
type HeldState =
  | { readonly kind: 'unthrottled' }
  | { readonly kind: 'asleep'; readonly wake: Nanoseconds; readonly tick: Nanoseconds }
  | { readonly kind: 'running'; readonly tick: Nanoseconds };

/**
 * How much time the vCPUs have run by a moment, in closed form. All vCPUs are throttled by the same
 * timer, so one clock serves them all (QEMU, cpu-throttle.c): at each tick a vCPU sleeps
 * `10 ms * p / (100 - p)`, then runs for 10 ms until the next tick.
 */
export class RunClock extends PiecewiseClock<DutyCycle> implements ThrottledClock {
  readonly all = [this];
  private held: HeldState | null = null;
  /** The throttle that was set while the lock was held. */
  private percentAtRelease = 0;

  /**
   * @param oversleep time that a vCPU needs to wake up, lost from each run window
   * @param start from which running time counts; nobody asks for earlier times
   */
  constructor(
    private readonly oversleep: Nanoseconds,
    start = ns(0),
  ) {
    super(new DutyCycle(start, ns(0), 0, ns(THROTTLE_TIMESLICE_NS), ns(0)));
  }

  /** The throttle that was set last, percent; 0 is none. */
  get throttlePercent(): number {
    return this.held === null ? this.last.percent : this.percentAtRelease;
  }

  /**
   * Sets the throttle. The first one takes effect at once, a change at the next tick. QEMU's own never relaxes
   * during a migration; a strategy may take it back, to 0 as well.
   */
  setThrottle(percent: number, now: Nanoseconds): void {
    if (this.held !== null) {
      this.percentAtRelease = percent;
      return;
    }
    const start = this.last.percent === 0 ? now : this.nextTick(now);
    if (this.last.start > now) this.pieces.pop();
    this.cycleFrom(start, percent);
  }

  /** A clock that has run as this one has, and goes on by itself. */
  copy(): RunClock {
    const copy = new RunClock(this.oversleep);
    copy.pieces.splice(0, 1, ...this.pieces);
    copy.stoppedAt = this.stoppedAt;
    copy.held = this.held;
    copy.percentAtRelease = this.percentAtRelease;
    return copy;
  }

  /**
   * The throttle with which the vCPUs have run from the start on.
   *
   * @param tick a time at which the timer puts them to sleep, before or after
   */
  throttledFromStart(percent: number, tick: Nanoseconds): void {
    const { start } = this.last;
    const period = periodOf(percent);
    const sinceTick = (((start - tick) % period) + period) % period;
    const before = ns(start - sinceTick);
    const ran = this.runTimeIn(cycleOf(before, ns(0), percent, this.oversleep), start);
    this.pieces[0] = cycleOf(before, ns(-ran), percent, this.oversleep);
  }

  /**
   * Somebody has taken the big lock. vCPUs that run go on, as the timer does not fire; vCPUs that sleep do
   * not wake, as they need the lock for that.
   */
  lockHeld(now: Nanoseconds): void {
    const { last } = this;
    this.percentAtRelease = last.percent;
    if (last.percent === 0) {
      this.held = { kind: 'unthrottled' };
      return;
    }
    const wake = this.awakeAt(now);
    // A sleep that begins now has had its tick.
    const tick = wake > now ? this.nextTick(ns(now + 1)) : this.nextTick(now);
    if (last.start > now) this.pieces.pop();
    if (wake > now) {
      this.held = { kind: 'asleep', wake, tick };
      this.sleepFrom(wake);
    } else {
      this.held = { kind: 'running', tick };
      this.runFrom(tick);
    }
  }

  /**
   * The lock is free again, and who waited for it gets it, first come, first served. At the tick of a vCPU that has
   * not finished its sleep, the timer passes it over (QEMU, throttle_thread_scheduled): if the main loop is
   * first, vCPUs that ought to have woken before the tick run until the next one.
   */
  lockReleased(now: Nanoseconds, mainLoopSince: Nanoseconds): void {
    const { held, percentAtRelease: percent } = this;
    this.held = null;
    if (held === null || (held.kind === 'unthrottled' && percent === 0)) return;
    if (held.kind === 'unthrottled') {
      this.cycleFrom(now, percent);
    } else if (held.tick > now) {
      // A sleep that is not over, or a run that is not: nothing has happened. Else the vCPUs wake late.
      if (held.kind === 'running' || held.wake > now) this.pieces.pop();
      else this.runFrom(now);
      this.cycleFrom(held.tick, percent);
    } else if (held.kind === 'asleep' && Math.min(mainLoopSince, held.tick) < held.wake) {
      this.runFrom(now);
      this.cycleFrom(ns(now + periodOf(percent)), percent);
    } else {
      this.cycleFrom(now, percent);
    }
  }

  /** The next time from `now` on at which the timer puts the vCPUs to sleep. */
  private nextTick(now: Nanoseconds): Nanoseconds {
    const { last } = this;
    if (last.start > now) return last.start;
    return ns(last.start + Math.ceil((now - last.start) / last.period) * last.period);
  }

  private cycleFrom(start: Nanoseconds, percent: number): void {
    this.pieces.push(cycleOf(start, this.runTimeAt(start), percent, this.oversleep));
  }

  private sleepFrom(start: Nanoseconds): void {
    const sleep = UNTIL_FURTHER_NOTICE;
    const { percent } = this.last;
    this.pieces.push(new DutyCycle(start, this.runTimeAt(start), percent, sleep, sleep));
  }

  private runFrom(start: Nanoseconds): void {
    const { percent } = this.last;
    const runAtStart = this.runTimeAt(start);
    this.pieces.push(new DutyCycle(start, runAtStart, percent, UNTIL_FURTHER_NOTICE, ns(0)));
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

function cycleOf(
  start: Nanoseconds,
  runAtStart: Nanoseconds,
  percent: number,
  oversleep: Nanoseconds,
): DutyCycle {
  const period = periodOf(percent);
  const sleep = ns(Math.min(period - THROTTLE_TIMESLICE_NS + oversleep, period));
  return new DutyCycle(start, runAtStart, percent, period, sleep);
}

/** From one tick of the throttle's timer to the next. */
function periodOf(percent: number): Nanoseconds {
  return ns((THROTTLE_TIMESLICE_NS * 100) / (100 - percent));
}
