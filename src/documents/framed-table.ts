import Table from 'cli-table3';

const padding = 2;

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
  'left-mid': '|',
  mid: '-',
  'mid-mid': '+',
  right: '|',
  'right-mid': '|',
  middle: '|',
};

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
  const table = new Table({
    chars: frame,
    colWidths: columnWidths(rows, minimumWidths),
    style: { head: [], border: [] },
  });
  for (const row of rows) table.push([...row]);
  return table.toString();
}

function columnWidths(
  rows: readonly (readonly string[])[],
  minimumWidths: readonly number[],
): number[] {
  return rows[0].map((_, column) => {
    const lengths = rows.flatMap((row) => row[column].split('\n').map((line) => line.length));
    return padding + lengths.reduce((a, b) => Math.max(a, b), minimumWidths[column] ?? 0);
  });
}
