import type { MissingPages } from '../../../../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { largerColumn } from './ring-column.js';

/** Room for the first runs, a power of two; there is twice as much whenever it is used up. */
const FIRST_RUNS = 64;

/**
 * What was sent in the background and has not been placed yet, in the order in which it was sent: runs of pages, one
 * page after the other. In rings, as there may be a run for each fault: run n is at place n modulo their size.
 */
export class InFlight {
  /** When the next page is placed; Infinity if there is none. */
  private nextPlacement = Infinity;
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
    if (this.tail - this.head === this.starts.length) this.makeRoom();
    if (this.tail === this.head) this.nextPlacement = firstArrival;
    const place = this.tail++ & (this.starts.length - 1);
    this.starts[place] = start;
    this.ends[place] = end;
    this.firstArrivals[place] = firstArrival;
    this.spacings[place] = spacing;
  }

  /** Places what has arrived by `time`. */
  placeUpTo(time: Nanoseconds): void {
    if (time >= this.nextPlacement) this.placeArrived(time);
  }

  /** When `page` is placed; Infinity if it is not on its way. */
  arrivalOf(page: number): Nanoseconds {
    const { ends, firstArrivals, spacings, starts } = this;
    const mask = starts.length - 1;
    // A guest that walks behind the pages waits for one of the next to come.
    for (let run = this.head; run < this.tail; run++) {
      const place = run & mask;
      if (page >= starts[place] && page < ends[place]) {
        return ns(firstArrivals[place] + (page - starts[place]) * spacings[place]);
      }
    }
    return ns(Infinity);
  }

  private placeArrived(time: Nanoseconds): void {
    const { ends, firstArrivals, spacings, starts } = this;
    const mask = starts.length - 1;
    for (; this.head < this.tail; this.head++) {
      const run = this.head & mask;
      this.nextPlacement = firstArrivals[run];
      if (time < firstArrivals[run]) return;
      const start = starts[run];
      const left = ends[run] - start;
      const spacing = spacings[run];
      const arrived =
        spacing === 0
          ? left
          : Math.min(left, Math.floor((time - firstArrivals[run]) / spacing) + 1);
      this.missing.place(start, start + arrived);
      if (arrived < left) {
        starts[run] += arrived;
        firstArrivals[run] += arrived * spacing;
        this.nextPlacement = firstArrivals[run];
        return;
      }
    }
    this.nextPlacement = Infinity;
  }

  private makeRoom(): void {
    const { head, tail } = this;
    this.starts = largerColumn(this.starts, Float64Array, head, tail);
    this.ends = largerColumn(this.ends, Float64Array, head, tail);
    this.firstArrivals = largerColumn(this.firstArrivals, Float64Array, head, tail);
    this.spacings = largerColumn(this.spacings, Float64Array, head, tail);
  }
}
