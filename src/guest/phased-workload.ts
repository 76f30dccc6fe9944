import type { MissingPages } from '../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';
import { WrappedWorkload } from './wrapped-workload.js';

/** When a phase is on: from `start` for `length`, once in each `cycle` of running time. */
export interface PhaseWindow {
  readonly start: Nanoseconds;
  readonly length: Nanoseconds;
  readonly cycle: Nanoseconds;
}

/** A workload that runs only in its phase of a cycle. */
export class PhasedWorkload extends WrappedWorkload {
  private ranFor: Nanoseconds = ns(0);
  /** When the last run ended; null before the first. */
  private ranUntil: Nanoseconds | null = null;
  /** Time of day for which the phase has been on, sleeps of the vCPU included. */
  private onFor: Nanoseconds = ns(0);

  constructor(
    inner: Workload,
    private readonly window: PhaseWindow,
  ) {
    super(inner);
  }

  override run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    const before = this.activeBy(this.ranFor);
    this.ranFor = ns(this.ranFor + runTime);
    const active = this.activeBy(this.ranFor) - before;
    const elapsed = this.ranUntil === null ? runTime : by - this.ranUntil;
    this.ranUntil = by;
    if (active <= 0) return;
    // A program that sleeps to a schedule has none while another phase is on: it gets a clock that
    // stands still then. What it writes is reported at the time that it is.
    this.onFor = ns(this.onFor + elapsed * (active / runTime));
    this.inner.run(ns(active), this.onFor, observer === null ? null : reportingAt(by, observer));
  }

  waitUntil(time: Nanoseconds): void {
    if (this.ranUntil !== null && this.isOn()) {
      this.onFor = ns(this.onFor + time - this.ranUntil);
    }
    this.ranUntil = time;
  }

  override untilMissing(missing: MissingPages, _now: Nanoseconds, speed: number): Nanoseconds {
    const active = this.inner.untilMissing(missing, this.onFor, speed);
    if (active === Infinity) return ns(Infinity);
    const { start, length, cycle } = this.window;
    const target = this.activeBy(this.ranFor) + active;
    const cycles = Math.floor(target / length);
    const reached = cycles * cycle + start + (target - cycles * length);
    return ns(Math.max(0, reached - this.ranFor));
  }

  override foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying {
    const active = this.activeBy(ns(this.ranFor + runTime)) - this.activeBy(this.ranFor);
    return active > 0 ? this.inner.foresee(ns(active), fault) : { visits: 0, pages: 0 };
  }

  private isOn(): boolean {
    const { start, length, cycle } = this.window;
    const within = (this.ranFor % cycle) - start;
    return within >= 0 && within < length;
  }

  /** Time for which the phase has been on by `time` of running. */
  private activeBy(time: Nanoseconds): Nanoseconds {
    const { start, length, cycle } = this.window;
    const cycles = Math.floor(time / cycle);
    const within = time - cycles * cycle - start;
    return ns(cycles * length + Math.min(length, Math.max(0, within)));
  }
}

/** Reports to `observer` that pages were written by `by`, whatever the program takes the time to be. */
function reportingAt(by: Nanoseconds, observer: WriteObserver): WriteObserver {
  return { pagesWritten: (start, end) => observer.pagesWritten(start, end, by) };
}
