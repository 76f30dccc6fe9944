import type { Alignment } from '../plot-choice.js';
import type { Run } from './page-run.js';

/** What of the runs is looked at: everything that a control of the page changes. */
export interface View {
  align: Alignment;
  /** Numbers of the runs that are not drawn. */
  readonly hidden: Set<number>;
  /** The run that the pointer is on in the legend; others step back. */
  focus: number | null;
  /** The part of the time axis, in seconds; null is all of it. */
  zoom: { readonly from: number; readonly until: number } | null;
}

/** How far the lines of a run are moved, so that its zero is that of the axis. */
export function shiftOf(run: Run, { align }: View): number {
  return align === 'start' ? -run.ownStartSeconds : 0;
}

export function shownRuns(runs: readonly Run[], { hidden }: View): Run[] {
  return runs.filter(({ number }) => !hidden.has(number));
}

/** The time that the runs take, all of it, on the axis. */
export function fullSpan(runs: readonly Run[], view: View): { from: number; until: number } {
  let from = Infinity;
  let until = -Infinity;
  for (const run of runs) {
    const shift = shiftOf(run, view);
    for (const { seconds } of [...run.lines, { seconds: run.marks.map((mark) => mark.seconds) }]) {
      if (seconds.length === 0) continue;
      from = Math.min(from, seconds[0] + shift);
      until = Math.max(until, seconds[seconds.length - 1] + shift);
    }
  }
  return until > from ? { from, until } : { from: 0, until: 1 };
}
