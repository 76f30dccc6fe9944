import { framedTable } from '../documents/framed-table.js';
import type { TextStyle } from '../documents/text-style.js';
import { cellText, type PivotData } from './pivot-data.js';

/** A pivot as text. */
export function renderPivot(pivot: PivotData, style: TextStyle): string {
  const header = [`${pivot.rowName} \\ ${pivot.columnName}`, ...pivot.columns];
  const rows = pivot.rows.map((row, index) => [row, ...pivot.cells[index].map(cellText)]);
  return `${style.title(pivot.title)}\n${framedTable([header, ...rows])}\n`;
}
