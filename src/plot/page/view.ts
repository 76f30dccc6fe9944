import type { Alignment } from '../plot-choice.js';
import { aligned, spanOf, type TimeSpan } from '../time-axis.js';
import type { Run } from './page-run.js';

/** Whether runs are drawn over each other, or each in a chart of its own. */
export const layouts = { together: 'In one chart', apart: 'Side by side' } as const;
export type Layout = keyof typeof layouts;

/** More lines than these are hard to tell apart in one chart. */
const mostTogether = 3;

/** More charts than these nobody looks at. */
export const mostApart = 12;

/** What of the runs is looked at: everything that a control of the page changes. */
export class View {
  /** All runs, on the time axis. */
  runs: readonly Run[];
  /** Numbers of the runs that are not drawn. */
  readonly hidden = new Set<number>();
  /** The run that the pointer is on in the legend; others step back. */
  focus: number | null = null;
  layout: Layout;
  /** The part of the time axis that is shown; null is all of it. */
  zoom: TimeSpan | null = null;

  constructor(
    private readonly asReported: readonly Run[],
    readonly firstAlign: Alignment,
  ) {
    this.runs = asReported.map((run) => aligned(run, firstAlign));
    const isMany = asReported.length > mostTogether && asReported.length <= mostApart;
    this.layout = isMany ? 'apart' : 'together';
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

  /** Whether each run has a chart of its own. */
  get isApart(): boolean {
    const { length } = this.shown;
    return this.layout === 'apart' && length > 1 && length <= mostApart;
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
