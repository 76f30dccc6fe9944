/**
 * Rows of cells as lines with columns two blanks apart, each as wide as its longest cell.
 *
 * @param textColumns how many columns at the front, and the last one, are aligned to the left
 */
export function alignedColumns(
  rows: readonly (readonly string[])[],
  textColumns: number,
): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const isText = column < textColumns || column === row.length - 1;
        return isText ? cell.padEnd(widths[column]) : cell.padStart(widths[column]);
      })
      .join('  ')
      .trimEnd(),
  );
}
