import type { PageRange } from '../../../../memory/page-range.js';
import { shown } from './shown.js';

/** More runs than any rule can have made in the work that it may do. */
const MOST_RUNS = 1_000_000;

/** What is wrong with an answer: the end of "it ...", and what is allowed. */
export interface WrongAnswer {
  readonly problem: string;
  readonly allowed: string;
}

class TooManyRuns {
  constructor(readonly count: number) {}
}

const shape = 'an array of runs of pages { start, end }, or null';

/**
 * A list of runs as somebody else's program made it, read once: what is read of it may be the program's doing, and so
 * belongs into the call.
 */
export function readRuns(answer: unknown): unknown {
  if (!Array.isArray(answer)) return answer;
  if (answer.length > MOST_RUNS) return new TooManyRuns(answer.length);
  return Array.from(answer as readonly (Partial<PageRange> | null | undefined)[], (run) =>
    typeof run === 'object' && run !== null ? { start: run.start, end: run.end } : run,
  );
}

/** What is wrong with what `readRuns` has read, as runs of a guest of so many pages; null if nothing is. */
export function wrongRuns(read: unknown, totalPages: number): WrongAnswer | null {
  if (read === null) return null;
  if (read instanceof TooManyRuns) {
    return { problem: `returns ${read.count} runs`, allowed: `at most ${MOST_RUNS}` };
  }
  if (!Array.isArray(read)) return { problem: `returns ${shown(read)}`, allowed: shape };
  let last = 0;
  for (const run of read as readonly unknown[]) {
    if (typeof run !== 'object' || run === null) {
      return { problem: `returns an array with ${shown(run)}`, allowed: shape };
    }
    const { end, start } = run as { readonly start: unknown; readonly end: unknown };
    const text = `a run of pages from ${shown(start)} to ${shown(end)}`;
    const isRun =
      Number.isInteger(start) &&
      Number.isInteger(end) &&
      Number(start) >= 0 &&
      Number(start) < Number(end) &&
      Number(end) <= totalPages;
    if (!isRun) {
      const allowed = `whole numbers, 0 <= start < end <= ${totalPages}`;
      return { problem: `returns ${text}`, allowed };
    }
    if (Number(start) < last) {
      return {
        problem: `returns ${text}, after one that ends at ${last}`,
        allowed: 'runs in order that do not overlap',
      };
    }
    last = Number(end);
  }
  return null;
}
