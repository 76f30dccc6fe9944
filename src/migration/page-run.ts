import type { TransferCost } from '../host/transfer-cost.js';
import type { Nanoseconds } from '../sim/time.js';
import type { PageForm } from './page-encoding.js';

/** Pages behind a batch that are sent batch after batch of the same size, although each is looked at when its first page is sent. */
export interface Sequel {
  /** End of those pages. */
  readonly end: number;
  /** No batch is of the sequel that begins then or later. */
  readonly before: Nanoseconds;
  /** Bytes of a page on the wire at the most, where they are not those of the run; else 0. */
  readonly mostBytes: number;
  /**
   * The look at the batch that is sent from `start` on, which is not before that at the last one.
   *
   * @returns whether it is of the sequel; the run's cost is that of its pages then
   */
  look(batch: { readonly start: Nanoseconds }): boolean;
}

/** A run of equal pages to be sent. */
export interface PageRun {
  readonly start: number;
  readonly end: number;
  readonly zero: boolean;
  readonly cost: TransferCost;
  /** Whether the class of its pages cannot change before they are sent. */
  readonly settled: boolean;
  /** Whether the destination gets content for these pages for the first time. */
  readonly isFirst: boolean;
  /** How they travel; null as they are. */
  readonly form: PageForm | null;
  /** What follows the run, where that is known and its size is that of a batch; else null. */
  readonly sequel: Sequel | null;
}

/** A run that was found, of which the pages before `start` have been sent; the next one is written over it. */
export type FoundRun = { -readonly [Field in keyof PageRun]: PageRun[Field] };

/** The run from `start` on, if its pages can be sent without another look; else null. */
export function restOf(run: FoundRun | null, start: number): FoundRun | null {
  if (run === null || !run.settled || start >= run.end) return null;
  run.start = start;
  return run;
}
