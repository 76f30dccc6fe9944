import type { MissingPages } from '../../../../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** Runs that have been placed are dropped together. */
const PLACED_RUNS_KEPT = 1024;

/** A run of pages on its way, one after the other. */
export interface FlyingRun {
  start: number;
  readonly end: number;
  /** When page `start` is placed. */
  firstArrival: Nanoseconds;
  /** Time from one page to the next. */
  readonly spacing: Nanoseconds;
}

/** What was sent in the background and has not been placed yet, in the order in which it was sent. */
export class InFlight {
  private readonly runs: FlyingRun[] = [];
  private head = 0;

  constructor(private readonly missing: MissingPages) {}

  add(run: FlyingRun): void {
    if (this.head >= PLACED_RUNS_KEPT) {
      this.runs.splice(0, this.head);
      this.head = 0;
    }
    this.runs.push(run);
  }

  /** Places what has arrived by `time`. */
  placeUpTo(time: Nanoseconds): void {
    while (this.head < this.runs.length) {
      const run = this.runs[this.head];
      const arrived = arrivedBy(run, time);
      this.missing.place(run.start, run.start + arrived);
      run.start += arrived;
      run.firstArrival = ns(run.firstArrival + arrived * run.spacing);
      if (run.start < run.end) return;
      this.head++;
    }
  }

  /** When `page` is placed; Infinity if it is not on its way. */
  arrivalOf(page: number): Nanoseconds {
    // A guest that walks behind the pages waits for one of the next to come.
    for (let index = this.head; index < this.runs.length; index++) {
      const { start, end, firstArrival, spacing } = this.runs[index];
      if (page >= start && page < end) return ns(firstArrival + (page - start) * spacing);
    }
    return ns(Infinity);
  }
}

function arrivedBy({ start, end, firstArrival, spacing }: FlyingRun, time: Nanoseconds): number {
  if (time < firstArrival) return 0;
  const pages = end - start;
  if (spacing === 0) return pages;
  return Math.min(pages, Math.floor((time - firstArrival) / spacing) + 1);
}
