import { framedTable } from '../documents/framed-table.js';
import { comparable } from '../documents/number-format.js';
import type { SweepPlace } from '../results/sweep-place.js';

/** The metrics of a table of points. */
export const pointFigures = ['total-time', 'downtime', 'iterations', 'max-throttle'] as const;

const headings = ['total time\n(ms)', 'downtime\n(ms)', 'iterations', 'max throttle\n(%)'];

/** A point of a sweep with the medians of its runs; null where none has completed. */
export interface PointRow {
  readonly point: SweepPlace['point'];
  readonly runs: number;
  readonly completed: number;
  /** In the order of `pointFigures`. */
  readonly figures: readonly (number | null)[];
}

/** A table with a row for each point. */
export function renderPoints(rows: readonly PointRow[], pointKeys: readonly string[]): string {
  const names = pointKeys.map((key) => key.replaceAll('_', '-'));
  const cells = rows.map(({ point, runs, completed, figures }) => [
    ...pointKeys.map((key) => String(point[key] ?? '(default)')),
    `${completed}/${runs}`,
    ...figures.map((value) => (value === null ? '-' : comparable(value))),
  ]);
  return `${framedTable([[...names, 'runs\ncompleted', ...headings], ...cells])}\n`;
}
