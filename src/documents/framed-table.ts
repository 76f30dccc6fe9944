import Table from 'cli-table3';
import stringWidth from 'string-width';

const frame = {
  top: '-',
  'top-mid': '+',
  'top-left': '|',
  'top-right': '|',
  bottom: '-',
  'bottom-mid': '+',
  'bottom-left': '|',
  'bottom-right': '|',
  left: '|',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '|',
  'right-mid': '',
  middle: '|',
};

// The library's time grows with the square of a cell's lines, and of a table's rows.
const rowsAtOnce = 200;

/**
 * A table in the frame of the QEMU cover letters. A cell may have several lines; a column is as wide
 * as its longest line needs.
 *
 * @param rows the header first
 * @param minimumWidths widths without padding that columns have at least
 */
export function framedTable(
  rows: readonly (readonly string[])[],
  minimumWidths: readonly number[] = [],
): string {
  const blocks = rows.map(linesOf);
  const all = blocks.flat();
  const widths = rows[0].map((_, column) =>
    all.reduce((a, line) => Math.max(a, stringWidth(line[column])), minimumWidths[column] ?? 0),
  );
  const parts = Array.from({ length: Math.ceil(all.length / rowsAtOnce) }, (_, part) =>
    framedLines(all.slice(part * rowsAtOnce, (part + 1) * rowsAtOnce), widths),
  );
  const [rule] = parts[0];
  const lines = parts.flatMap((part) => part.slice(1, -1));
  let end = 0;
  const ruled = blocks.flatMap(({ length }) => [...lines.slice(end, (end += length)), rule]);
  return [rule, ...ruled].join('\n');
}

/** The lines of a row, of which each cell has the upper ones. */
function linesOf(row: readonly string[]): string[][] {
  const cells = row.map((cell) => cell.split('\n'));
  const height = cells.reduce((most, { length }) => Math.max(most, length), 1);
  return Array.from({ length: height }, (_, at) => cells.map((lines) => lines[at] ?? ''));
}

/** Rows of one line each between two rules. */
function framedLines(rows: string[][], widths: readonly number[]): string[] {
  const padding = 2;
  const table = new Table({
    chars: frame,
    colWidths: widths.map((width) => width + padding),
    style: { head: [], border: [] },
  });
  table.push(...rows);
  return table.toString().split('\n');
}
