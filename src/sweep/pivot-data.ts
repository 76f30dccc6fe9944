import { comparable } from '../documents/number-format.js';

/** A metric over two settings. */
export interface PivotData {
  /** What is shown: "total-time (ms)". */
  readonly title: string;
  readonly rowName: string;
  readonly columnName: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column; null where there is no run. */
  readonly cells: readonly (readonly (PivotCell | null)[])[];
}

export interface PivotCell {
  /** Null if no run has the metric. */
  readonly value: number | null;
  readonly runs: number;
  readonly completed: number;
}

/** The text of a cell: how many runs completed is said where some did not. */
export function cellText(cell: PivotCell | null): string {
  if (cell === null) return '';
  const text = cell.value === null ? '-' : comparable(cell.value);
  return cell.completed === cell.runs ? text : `${text} (${cell.completed}/${cell.runs})`;
}
