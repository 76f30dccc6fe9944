import type { MissingPages } from '../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import type { Workload, WriteObserver } from './workload.js';

/** Told of the pages that the guest uses on the destination; the oracle listens here. */
export interface TouchObserver {
  /** Pages [start, end) were used by `at`. */
  pagesTouched(start: number, end: number, at: Nanoseconds): void;
}

/** A workload that goes on, on the destination, where it was stopped on the source. */
export class DestinationProgram {
  /** When the stress program printed its lines on the destination. */
  readonly lineTimes: Nanoseconds[] = [];
  private readonly linesBefore: number;
  /** Running time of the workload. */
  private ranFor = ns(0);
  private readonly reporter: WriteObserver | null;

  /**
   * @param ranBefore running time of the workload so far
   * @param speed of the vCPU, relative to that which the workload's costs are for
   */
  constructor(
    private readonly workload: Workload,
    ranBefore: Nanoseconds,
    private readonly speed: number,
    private readonly missing: MissingPages,
    private readonly observer: TouchObserver | null,
  ) {
    this.ranFor = ranBefore;
    this.linesBefore = workload.copyLines?.runTimes.length ?? 0;
    workload.region.unprotect();
    workload.endVisit?.();
    const reports = observer !== null && workload.writesInOrder;
    this.reporter = reports ? this.touchReporter(observer) : null;
  }

  /** Goes on at `now`, after its vCPU has stood still. */
  resume(now: Nanoseconds): void {
    this.workload.waitUntil?.(now);
  }

  /** Time from `now` until it may touch a missing page; Infinity if it will touch none. */
  untilMissing(now: Nanoseconds): Nanoseconds {
    return ns(this.workload.untilMissing(this.missing, now, this.speed) / this.speed);
  }

  /** The missing page that it touches after that time; null if that has arrived. */
  missingPage(): number | null {
    return this.workload.missingPage(this.missing);
  }

  /** Goes on at `now`, as the page that it waited for is there. */
  arrived(page: number, now: Nanoseconds): void {
    this.observer?.pagesTouched(page, page + 1, now);
  }

  /** Runs from `from` to `to`. */
  run(from: Nanoseconds, to: Nanoseconds): void {
    const runTime = ns((to - from) * this.speed);
    this.workload.run(runTime, to, this.reporter);
    this.ranFor = ns(this.ranFor + runTime);
    const { copyLines } = this.workload;
    if (copyLines !== null) this.noteLines(copyLines.runTimes, to);
  }

  /** Notes when the lines that it has printed by `now` were printed. */
  private noteLines(runTimes: readonly number[], now: Nanoseconds): void {
    for (let line = this.linesBefore + this.lineTimes.length; line < runTimes.length; line++) {
      this.lineTimes.push(ns(now - (this.ranFor - runTimes[line]) / this.speed));
    }
  }

  /** A run that ends where a missing page begins may seem to have touched that: times are not exact. */
  private touchReporter(observer: TouchObserver): WriteObserver {
    return {
      pagesWritten: (start, end, by) => {
        const last = this.missing.has(end - 1) ? end - 1 : end;
        if (last > start) observer.pagesTouched(start, last, by);
      },
    };
  }
}
