import type { TwoWayCell, TwoWayTable } from '../documents/two-way-table.js';
import { InputError } from '../input/input-error.js';
import { type Dimension, dimension, dimensionLabel, inOrder } from './dimension.js';
import { type Metric, metricNamed } from './metric.js';
import { figureText, type RecordValues, RunGroup } from './run-group.js';

/** What a pivot shows: a metric over two settings. */
export interface PivotSpecification {
  readonly metric: Metric;
  readonly rows: Dimension;
  readonly columns: Dimension;
}

/**
 * Reads `METRIC:ROWS:COLUMNS`.
 *
 * @param pointKeys what differs between the points, as records spell it
 * @throws InputError naming `--pivot`
 */
export function parsePivot(text: string, pointKeys: readonly string[]): PivotSpecification {
  const parts = text.split(':').map((part) => part.trim());
  if (parts.length !== 3 || parts.includes('')) {
    const problem = 'is not a pivot';
    const allowed = 'METRIC:ROWS:COLUMNS, such as total-time:stress-mem:mode';
    throw new InputError({ subject: '--pivot', value: text, problem, allowed });
  }
  const [metric, rows, columns] = parts;
  if (rows === columns) {
    const problem = 'has the same rows as columns';
    throw new InputError({ subject: '--pivot', value: text, problem });
  }
  return {
    metric: metricNamed(metric, '--pivot'),
    rows: dimension(rows, pointKeys),
    columns: dimension(columns, pointKeys),
  };
}

/** The pivots of those who ask for none: total time and downtime over the first two settings. */
export function standardPivots(pointKeys: readonly string[]): string[] {
  const [rows = 'scenario', columns = rows === 'mode' ? 'seed' : 'mode'] = pointKeys;
  return ['total-time', 'downtime'].map((metric) => `${metric}:${rows}:${columns}`);
}

/** A two-way table that grows with the results. */
export class Pivot {
  private readonly groups = new Map<string, Map<string, RunGroup>>();
  private readonly columns = new Set<string>();

  constructor(private readonly specification: PivotSpecification) {}

  take(values: RecordValues): void {
    const { metric, rows, columns } = this.specification;
    const row = dimensionLabel(values.get(rows.key));
    const column = dimensionLabel(values.get(columns.key));
    this.columns.add(column);
    const groups = this.groups.get(row) ?? new Map<string, RunGroup>();
    this.groups.set(row, groups);
    const group = groups.get(column) ?? new RunGroup([metric]);
    groups.set(column, group);
    group.take(values);
  }

  /** The medians of the completed runs of each cell. */
  table(): TwoWayTable {
    const { metric, rows, columns } = this.specification;
    const rowLabels = inOrder(this.groups.keys());
    const columnLabels = inOrder(this.columns);
    const cell = (row: string, column: string): TwoWayCell | null => {
      const group = this.groups.get(row)?.get(column);
      return group === undefined ? null : cellOf(group, group.value(metric));
    };
    return {
      title: metric.unit === '' ? metric.name : `${metric.name} (${metric.unit})`,
      rowName: rows.name,
      columnName: columns.name,
      rows: rowLabels,
      columns: columnLabels,
      cells: rowLabels.map((row) => columnLabels.map((column) => cell(row, column))),
    };
  }
}

/** How many runs completed is said where some did not. */
function cellOf({ completed, runs }: RunGroup, value: number | null): TwoWayCell {
  const figure = figureText(value);
  return {
    value,
    text: completed === runs ? figure : `${figure} (${completed}/${runs})`,
  };
}
