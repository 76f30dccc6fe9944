import type { TransferCost } from '../host/transfer-cost.js';
import type { PageForm } from './page-encoding.js';

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
}

/** A run that was found, of which the pages before `start` have been sent. */
export interface FoundRun extends PageRun {
  start: number;
}

/** As they are, and in the order of fields of those that an encoding makes: what sends them is faster for it. */
export function foundRun(
  start: number,
  end: number,
  zero: boolean,
  settled: boolean,
  isFirst: boolean,
  cost: TransferCost,
): FoundRun {
  return { start, end, zero, settled, isFirst, cost, form: null };
}

/** The run from `start` on, if its pages can be sent without another look; else null. */
export function restOf(run: FoundRun | null, start: number): FoundRun | null {
  if (run === null || !run.settled || start >= run.end) return null;
  run.start = start;
  return run;
}
