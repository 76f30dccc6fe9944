import type { TransferCost } from '../host/transfer-cost.js';
import type { Nanoseconds } from '../sim/time.js';
import type { FoundRun, PageRun, Sequel } from './page-run.js';

/** How the pages of a run travel, where that is not as they are. */
export interface PageForm {
  /** Whether the step counts them as sent: a page of which nothing is sent it does not. */
  readonly counts: boolean;
  /** Whether they travel as zero or normal pages, and are counted as such. */
  readonly isPlain: boolean;
  /** When they no longer travel so; never if absent. */
  readonly until?: Nanoseconds;
  /** Accounts for the first `pages` pages of the run, from `start` on, which are on their way. */
  account(start: number, pages: number): void;
}

/** Makes something smaller of pages before they are sent. */
export interface PageEncoding {
  /**
   * The pages at the beginning of `run` that travel in the same form, with their cost, or null if
   * this encoding leaves them as they are. They are sent at once, or found again.
   */
  encode(run: PageRun): PageRun | null;
  /** The scan has passed the end of RAM. */
  roundEnded?(): void;
  /** The guest is stopped, and what is sent now is sent for the last time. */
  lastStage?(): void;
}

/**
 * The first pages of `run`, up to `end`, in another form. There are hundreds of thousands: spreading one takes longer.
 *
 * @param populates whether the destination gets content for these pages for the first time
 * @param sequel pages behind them that travel as they do
 */
export function formedRun(
  { start, zero, settled, isFirst }: PageRun,
  end: number,
  cost: TransferCost,
  form: PageForm | null,
  populates = isFirst,
  sequel: Sequel | null = null,
): FoundRun {
  return { start, end, zero, settled, isFirst: populates, cost, form, sequel };
}
