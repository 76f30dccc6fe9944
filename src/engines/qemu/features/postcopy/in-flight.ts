import type { MissingPages } from '../../../../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** Room for the first runs; there is twice as much whenever it is used up. */
const FIRST_RUNS = 64;

/**
 * What was sent in the background and has not been placed yet, in the order in which it was sent: runs of pages, one
 * page after the other. In columns, as there may be a run for each fault.
 */
export class InFlight {
  private starts = new Float64Array(FIRST_RUNS);
  private ends = new Float64Array(FIRST_RUNS);
  /** When page `starts` of each run is placed. */
  private firstArrivals = new Float64Array(FIRST_RUNS);
  /** Time from one page to the next. */
  private spacings = new Float64Array(FIRST_RUNS);
  private head = 0;
  private tail = 0;

  constructor(private readonly missing: MissingPages) {}

  /** Pages [start, end) are on their way: the first is placed at `firstArrival`, each other `spacing` later. */
  add(start: number, end: number, firstArrival: Nanoseconds, spacing: Nanoseconds): void {
    if (this.tail === this.starts.length) this.makeRoom();
    const run = this.tail++;
    this.starts[run] = start;
    this.ends[run] = end;
    this.firstArrivals[run] = firstArrival;
    this.spacings[run] = spacing;
  }

  /** Places what has arrived by `time`. */
  placeUpTo(time: Nanoseconds): void {
    const { ends, firstArrivals, spacings, starts } = this;
    while (this.head < this.tail) {
      const run = this.head;
      if (time < firstArrivals[run]) return;
      const start = starts[run];
      const left = ends[run] - start;
      const spacing = spacings[run];
      const arrived =
        spacing === 0
          ? left
          : Math.min(left, Math.floor((time - firstArrivals[run]) / spacing) + 1);
      this.missing.place(start, start + arrived);
      starts[run] += arrived;
      firstArrivals[run] += arrived * spacing;
      if (arrived < left) return;
      this.head++;
    }
  }

  /** When `page` is placed; Infinity if it is not on its way. */
  arrivalOf(page: number): Nanoseconds {
    const { ends, firstArrivals, spacings, starts } = this;
    // A guest that walks behind the pages waits for one of the next to come.
    for (let run = this.head; run < this.tail; run++) {
      if (page >= starts[run] && page < ends[run]) {
        return ns(firstArrivals[run] + (page - starts[run]) * spacings[run]);
      }
    }
    return ns(Infinity);
  }

  /** Drops what has been placed, if that is half of all; else there is twice as much room. */
  private makeRoom(): void {
    const { head, tail } = this;
    const size = 2 * head >= tail ? tail : 2 * tail;
    const moved = (column: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      if (size === tail) {
        column.copyWithin(0, head, tail);
        return column;
      }
      const larger = new Float64Array(size);
      larger.set(column.subarray(head, tail));
      return larger;
    };
    this.starts = moved(this.starts);
    this.ends = moved(this.ends);
    this.firstArrivals = moved(this.firstArrivals);
    this.spacings = moved(this.spacings);
    this.tail -= head;
    this.head = 0;
  }
}
