import type { Alignment } from '../plot-choice.js';
import { shiftOf, spanOf, type TimeSpan } from '../time-axis.js';
import type { Run } from './page-run.js';

/** What of the runs is looked at: everything that a control of the page changes. */
export class View {
  /** Numbers of the runs that are not drawn. */
  readonly hidden = new Set<number>();
  /** The run that the pointer is on in the legend; others step back. */
  focus: number | null = null;
  /** The part of the time axis that is shown; null is all of it. */
  zoom: TimeSpan | null = null;

  constructor(
    readonly runs: readonly Run[],
    public align: Alignment,
  ) {}

  /** The runs that are drawn. */
  get shown(): Run[] {
    return this.runs.filter(({ number }) => !this.hidden.has(number));
  }

  /** How far the lines of a run are moved. */
  shiftOf(run: Run): number {
    return shiftOf(run, this.align);
  }

  /** The time that all runs take. */
  get full(): TimeSpan {
    const lists = this.runs.flatMap((run) => {
      const marks = { seconds: run.marks.map(({ seconds }) => seconds) };
      return [...run.lines, marks].map(({ seconds }) => [seconds, this.shiftOf(run)] as const);
    });
    return spanOf(lists);
  }

  /** The part of the time axis that is shown. */
  get span(): TimeSpan {
    return this.zoom ?? this.full;
  }
}
