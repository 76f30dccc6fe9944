import type { MigrationChart } from './migration-chart.js';
import { largest, smallest } from '../statistics/summary.js';
import type { Alignment } from './plot-choice.js';

/** A span of the time axis, seconds. */
export interface TimeSpan {
  readonly from: number;
  readonly until: number;
}

type Timed = Pick<MigrationChart, 'ownStartSeconds' | 'progress' | 'series'>;

/** A run that is moved so that its zero is that of the axis. */
export function aligned<Run extends Timed>(run: Run, align: Alignment): Run {
  const { ownStartSeconds, progress, series } = run;
  if (align === 'migration') return run;
  const moved = (second: number) => second - ownStartSeconds;
  return {
    ...run,
    progress: progress.map((mark) => ({ ...mark, seconds: moved(mark.seconds) })),
    series: series.map((line) => ({ ...line, seconds: line.seconds.map(moved) })),
  };
}

/** The time that lists of ascending seconds take; a second if they take none. */
export function spanOf(lists: readonly (readonly number[])[]): TimeSpan {
  const filled = lists.filter(({ length }) => length > 0);
  const from = smallest(filled.map((seconds) => seconds[0]));
  const until = largest(filled.map((seconds) => seconds[seconds.length - 1]));
  return until > from ? { from, until } : { from: 0, until: 1 };
}
