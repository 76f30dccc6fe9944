import { settingWords } from '../cli/options/setting-words.js';
import type { HeatCell, HeatFigure, HeatMapData, HeatMetric, HeatRun } from './heat-map-data.js';
import { completedShare, type Metric } from './metric.js';
import { type Dimension, dimensionLabel, inOrder, nameWithUnit } from './dimension.js';
import type { PlacedRecord } from './record-format.js';
import { RunGroup } from './run-group.js';

/** Runs of a cell that a page can tell of. */
const mostRuns = 8;

/** Runs that a page can tell of in all. */
const mostRunsOfPage = 4000;

/** The options of a run that are its own, but seed and repeat; null where nobody knows them. */
export type RunOptions = (record: PlacedRecord) => string | null;

interface Cell {
  readonly group: RunGroup;
  readonly records: PlacedRecord[];
}

/** Metrics over two settings; it grows with the results. */
export class HeatMap {
  private readonly cells = new Map<string, Map<string, Cell>>();
  private readonly columnLabels = new Set<string>();
  private count = 0;

  constructor(
    private readonly rows: Dimension,
    private readonly columns: Dimension,
    private readonly metrics: readonly Metric[],
    private readonly optionsOf: RunOptions,
  ) {}

  take(record: PlacedRecord): void {
    const row = dimensionLabel(record.values.get(this.rows.key));
    const column = dimensionLabel(record.values.get(this.columns.key));
    this.columnLabels.add(column);
    const cells = this.cells.get(row) ?? new Map<string, Cell>();
    this.cells.set(row, cells);
    let cell = cells.get(column);
    if (cell === undefined) {
      cell = { group: new RunGroup(this.metrics), records: [] };
      cells.set(column, cell);
      this.count++;
    }
    cell.group.take(record.values);
    if (cell.records.length < mostRuns) cell.records.push(record);
  }

  data(): HeatMapData {
    const rows = inOrder(this.cells.keys());
    const columns = inOrder(this.columnLabels);
    const runs = Math.max(1, Math.floor(mostRunsOfPage / Math.max(1, this.count)));
    return {
      rowName: nameWithUnit(this.rows),
      columnName: nameWithUnit(this.columns),
      rows,
      columns,
      metrics: this.metrics.map(heatMetric),
      cells: rows.map((row) =>
        columns.map((column) => this.cell(this.cells.get(row)?.get(column), runs)),
      ),
    };
  }

  private cell(cell: Cell | undefined, most: number): HeatCell | null {
    if (cell === undefined) return null;
    const { group, records } = cell;
    return {
      runs: group.runs,
      completed: group.completed,
      figures: this.metrics.map((metric) => shownFigure(group, metric)),
      shown: records.slice(0, most).map((record) => this.run(record)),
    };
  }

  private run(record: PlacedRecord): HeatRun {
    const { place, values } = record;
    const repeat = Number(values.get('repeat') ?? 1);
    const own = { seed: values.get('seed'), ...(repeat > 1 && { repeat }) };
    const axes = new Set([this.rows, this.columns].map(({ name }) => name.replaceAll('-', '_')));
    const apart = Object.entries({ ...place.point, ...own }).filter(
      ([key, value]) => value !== null && !axes.has(key),
    );
    const options = this.optionsOf(record);
    return {
      name: apart.map(([key, value]) => `${key.replaceAll('_', '-')} ${String(value)}`).join(', '),
      status: String(values.get('status')),
      options: options === null ? null : [options, ...settingWords(own)].join(' '),
      figures: this.metrics.map((metric) => numberOf(values, metric)),
    };
  }
}

/** The number of a run, perhaps from CSV; null if it has none. */
function numberOf(values: PlacedRecord['values'], metric: Metric): number | null {
  if (metric === completedShare) return values.get('status') === 'completed' ? 100 : 0;
  const value = values.get(metric.key) ?? '';
  return value === '' ? null : Number(value) / shownBytes(metric);
}

function shownFigure(group: RunGroup, metric: Metric): HeatFigure | null {
  const figure = group.figure(metric);
  if (figure === null) return null;
  const [median, least, most] = figure.map((value) => value / shownBytes(metric));
  return [median, least, most];
}

/** Bytes are shown in GiB. */
function shownBytes({ unit }: Metric): number {
  return unit === 'bytes' ? 2 ** 30 : 1;
}

function heatMetric({ name, unit }: Metric): HeatMetric {
  const shown = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  return { name: shown, unit: unit === 'bytes' ? 'GiB' : unit };
}
