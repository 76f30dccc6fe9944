import { column, type Section, section, table } from './document.js';

/** Numbers over two things. */
export interface TwoWayTable {
  /** What is shown: "total-time (ms)". */
  readonly title: string;
  readonly rowName: string;
  readonly columnName: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row, then by column; null where there is nothing. */
  readonly cells: readonly (readonly (TwoWayCell | null)[])[];
}

export interface TwoWayCell {
  /** Null if there is no number. */
  readonly value: number | null;
  readonly text: string;
}

/** A two-way table as a part of a document. */
export function twoWaySection(shown: TwoWayTable): Section {
  const { cells, columnName, columns, rowName, rows, title } = shown;
  const header = column(`${rowName} \\ ${columnName}`, 'text');
  const body = rows.map((row, index) => [row, ...cells[index].map((cell) => cell?.text ?? '')]);
  return section(title, [table([header, ...columns.map((name) => column(name))], body)]);
}
