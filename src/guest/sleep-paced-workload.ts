import { PAGES_PER_MIB } from '../memory/units.js';
import type { MissingPages } from '../memory/missing-pages.js';
import { NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';
import type { Dirtying, Workload, WriteObserver } from './workload.js';
import { WrappedWorkload } from './wrapped-workload.js';

/**
 * A program that keeps to a schedule by sleeping: it is due so many pages by each moment of the day,
 * does them as fast as the vCPU can, and then sleeps. What a throttle keeps it from, it catches up
 * on as soon as it runs again.
 */
export class SleepPacedWorkload extends WrappedWorkload {
  private readonly pagesPerNs: number;
  private pagesDone = 0;
  private pagesDue = 0;
  /** Pages due at time 0; set by the first run, at the beginning of which none are due. */
  private pagesDueAtStart: number | null = null;

  /**
   * @param inner the program without its sleeps
   * @param visit what a page costs it at full speed
   */
  constructor(
    inner: Workload,
    private readonly visit: Nanoseconds,
    mibPerSecond: number,
  ) {
    super(inner);
    this.pagesPerNs = (mibPerSecond * PAGES_PER_MIB) / NS_PER_S;
  }

  override run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    this.pagesDueAtStart ??= (runTime - by) * this.pagesPerNs;
    this.pagesDue = this.pagesDueAtStart + by * this.pagesPerNs;
    const busy = ns(Math.min(runTime, Math.max(0, this.pagesDue - this.pagesDone) * this.visit));
    this.pagesDone += busy / this.visit;
    this.inner.run(busy, by, observer);
  }

  /** The program touches the page when it has worked so long, and not before that work is due. */
  override untilMissing(missing: MissingPages, now: Nanoseconds, speed: number): Nanoseconds {
    const work = this.inner.untilMissing(missing, now, speed);
    if (work === Infinity) return ns(Infinity);
    const due = (this.pagesDueAtStart ?? 0) + now * this.pagesPerNs;
    const pages = this.pagesDone + work / this.visit;
    // What is due comes with the time of day, however fast the vCPU is.
    return ns(Math.max(work, ((pages - due) / this.pagesPerNs) * speed));
  }

  /** As if the vCPU never slept in that time: what is due now, and what becomes due meanwhile. */
  override foresee(runTime: Nanoseconds, fault: Nanoseconds): Dirtying {
    const due = Math.max(0, this.pagesDue - this.pagesDone + runTime * this.pagesPerNs);
    return this.inner.foresee(ns(Math.min(runTime, due * this.visit)), fault);
  }
}
