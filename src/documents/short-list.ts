const shown = 20;

/** The first lines of a list that may be very long, and how many more there are. */
export function shortList(lines: readonly string[]): readonly string[] {
  if (lines.length <= shown) return lines;
  return [...lines.slice(0, shown), `... and ${lines.length - shown} more`];
}
