import type { Alignment } from '../plot-choice.js';
import { aligned, spanOf, type TimeSpan } from '../time-axis.js';
import type { Run } from './page-run.js';

/** What of the runs is looked at: everything that a control of the page changes. */
export class View {
  /** All runs, on the time axis. */
  runs: readonly Run[];
  /** Numbers of the runs that are not drawn. */
  readonly hidden = new Set<number>();
  /** The run that the pointer is on in the legend; others step back. */
  focus: number | null = null;
  /** The part of the time axis that is shown; null is all of it. */
  zoom: TimeSpan | null = null;

  constructor(
    private readonly asReported: readonly Run[],
    readonly firstAlign: Alignment,
  ) {
    this.runs = asReported.map((run) => aligned(run, firstAlign));
  }

  /** Chooses the zero of the time axis, and shows all of it. */
  alignTo(align: Alignment): void {
    this.runs = this.asReported.map((run) => aligned(run, align));
    this.zoom = null;
  }

  /** The runs that are drawn. */
  get shown(): Run[] {
    return this.runs.filter(({ number }) => !this.hidden.has(number));
  }

  /** The time that all runs take. */
  get full(): TimeSpan {
    const lists = this.runs.flatMap(({ progress, series }) => [
      ...series.map(({ seconds }) => seconds),
      progress.map(({ seconds }) => seconds),
    ]);
    return spanOf(lists);
  }

  /** The part of the time axis that is shown. */
  get span(): TimeSpan {
    return this.zoom ?? this.full;
  }
}
