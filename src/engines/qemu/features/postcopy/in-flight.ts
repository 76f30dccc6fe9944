import type { MissingPages } from '../../../../memory/missing-pages.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { largerRing } from './ring.js';

/** Room for the first runs, a power of two; there is twice as much whenever it is used up. */
const FIRST_RUNS = 64;

/** Numbers of a run: its first page that is not placed, its end, when that page is placed, and the time to the next one. */
const WIDTH = 4;
const END = 1;
const ARRIVAL = 2;
const SPACING = 3;

/**
 * What was sent in the background and has not been placed yet, in the order in which it was sent: runs of pages, one
 * page after the other. In a ring, as there may be a run for each fault.
 */
export class InFlight {
  /** When the next page is placed; Infinity if there is none. */
  private nextPlacement = Infinity;
  private runs = new Float64Array(WIDTH * FIRST_RUNS);
  private head = 0;
  private tail = 0;

  constructor(private readonly missing: MissingPages) {}

  /** Pages [start, end) are on their way: the first is placed at `firstArrival`, each other `spacing` later. */
  add(start: number, end: number, firstArrival: Nanoseconds, spacing: Nanoseconds): void {
    if ((this.tail - this.head) * WIDTH === this.runs.length) {
      this.runs = largerRing(this.runs, WIDTH, this.head, this.tail);
    }
    if (this.tail === this.head) this.nextPlacement = firstArrival;
    const { runs } = this;
    const run = this.placeOf(this.tail++);
    runs[run] = start;
    runs[run + END] = end;
    runs[run + ARRIVAL] = firstArrival;
    runs[run + SPACING] = spacing;
  }

  /** Places what has arrived by `time`. */
  placeUpTo(time: Nanoseconds): void {
    if (time >= this.nextPlacement) this.placeArrived(time);
  }

  /** When `page` is placed; Infinity if it is not on its way. */
  arrivalOf(page: number): Nanoseconds {
    const { runs } = this;
    // A guest that walks behind the pages waits for one of the next to come.
    for (let index = this.head; index < this.tail; index++) {
      const run = this.placeOf(index);
      if (page >= runs[run] && page < runs[run + END]) {
        return ns(runs[run + ARRIVAL] + (page - runs[run]) * runs[run + SPACING]);
      }
    }
    return ns(Infinity);
  }

  private placeArrived(time: Nanoseconds): void {
    const { runs } = this;
    for (; this.head < this.tail; this.head++) {
      const run = this.placeOf(this.head);
      const firstArrival = runs[run + ARRIVAL];
      this.nextPlacement = firstArrival;
      if (time < firstArrival) return;
      const start = runs[run];
      const left = runs[run + END] - start;
      const spacing = runs[run + SPACING];
      const arrived =
        spacing === 0 ? left : Math.min(left, Math.floor((time - firstArrival) / spacing) + 1);
      this.missing.place(start, start + arrived);
      if (arrived < left) {
        runs[run] = start + arrived;
        runs[run + ARRIVAL] = firstArrival + arrived * spacing;
        this.nextPlacement = runs[run + ARRIVAL];
        return;
      }
    }
    this.nextPlacement = Infinity;
  }

  private placeOf(run: number): number {
    return (run * WIDTH) & (this.runs.length - 1);
  }
}
