import { shortNumber } from '../../documents/chart-number.js';
import { color } from '../../page/theme.js';
import type { HeatCell, HeatMapData, HeatMapPageData, HeatMetric } from '../heat-map-data.js';
import { colorOf, heatScale, type HeatScale, hexOf, inkOn, mixedColor } from './heat-scale.js';

/** A place in a map, from 0. */
export interface CellPlace {
  readonly row: number;
  readonly column: number;
}

/** What of the maps is looked at. */
export class HeatView {
  map: HeatMapData;
  metricNumber = 0;
  /** The cell whose runs are shown. */
  chosen: CellPlace | null = null;

  constructor(readonly data: HeatMapPageData) {
    this.map = data.maps[0];
  }

  get metric(): HeatMetric {
    return this.map.metrics[this.metricNumber];
  }

  /** The metric with its unit: "Total time, ms". */
  get metricText(): string {
    const { name, unit } = this.metric;
    return unit === '' ? name : `${name}, ${unit}`;
  }

  get scale(): HeatScale | null {
    const values = this.map.cells.flat().flatMap((cell) => this.valueOf(cell) ?? []);
    return heatScale(values);
  }

  cellAt({ row, column }: CellPlace): HeatCell | null {
    return this.map.cells[row][column];
  }

  /** The median of the metric; null if no run of the cell has one. */
  valueOf(cell: HeatCell | null): number | null {
    return cell?.figures[this.metricNumber]?.[0] ?? null;
  }

  /** What a cell says: its number, and how many runs completed where some did not. */
  textOf(cell: HeatCell | null): string {
    if (cell === null) return '';
    const value = this.valueOf(cell);
    const figure = value === null ? '–' : shortNumber(value);
    return cell.completed === cell.runs ? figure : `${figure} (${cell.completed}/${cell.runs})`;
  }

  /** The colour of a value, and that of a text on it. */
  paint(value: number, scale: HeatScale): { readonly back: string; readonly ink: string } {
    const ends = [colorOf(color('--low')), colorOf(color('--high'))] as const;
    const back = mixedColor(...ends, scale.position(value));
    return { back: hexOf(back), ink: inkOn(back) };
  }

  /** The settings of a place: "stress-mem 500 MiB, downtime 100 ms". */
  placeText({ row, column }: CellPlace): string {
    const { columnName, columns, rowName, rows } = this.map;
    return `${valueText(rowName, rows[row])}, ${valueText(columnName, columns[column])}`;
  }
}

/** A value behind its name, with the unit that the name has. */
function valueText(name: string, value: string): string {
  const [, bare, unit] = /^(.*?)(?: \((.*)\))?$/.exec(name)!;
  return [bare, value, value === '(default)' ? undefined : unit].filter(Boolean).join(' ');
}

/** How many of the runs of a cell completed. */
export function completedText({ completed, runs }: HeatCell): string {
  const all = `${runs} ${runs === 1 ? 'run' : 'runs'}`;
  if (completed < runs) return `${completed} of ${all} completed`;
  return runs === 1 ? '1 run, which completed' : `${all}, all completed`;
}
