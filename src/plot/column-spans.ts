import type { Points } from './points.js';
import type { TimeSpan } from './time-axis.js';

/** The lowest and the highest value of a line within one column; null where there is no line. */
export type ColumnSpan = { readonly low: number; readonly high: number } | null;

/**
 * What of a line falls into each of `columns` equal spans of time. The line between two points is
 * straight, or a step that holds until the next point.
 */
export function columnSpans(
  { seconds, values }: Points,
  { from, until }: TimeSpan,
  columns: number,
  isStepped: boolean,
): ColumnSpan[] {
  const spans: ColumnSpan[] = Array.from({ length: columns }, () => null);
  const width = (until - from) / columns;
  const columnOf = (second: number) =>
    Math.max(0, Math.min(columns - 1, Math.floor((second - from) / width)));
  for (const [at, second] of seconds.entries()) {
    widen(spans, columnOf(second), values[at]);
    if (at + 1 === seconds.length) break;
    const next = seconds[at + 1];
    // The line reaches the edge of every column that it crosses on its way to the next point.
    for (let column = columnOf(second); column < columnOf(next); column++) {
      const edge = from + (column + 1) * width;
      const value = isStepped ? values[at] : between(at, (edge - second) / (next - second));
      widen(spans, column, value);
      widen(spans, column + 1, value);
    }
    if (isStepped) widen(spans, columnOf(next), values[at]);
  }
  return spans;

  function between(at: number, part: number): number {
    return values[at] + (values[at + 1] - values[at]) * part;
  }
}

function widen(spans: ColumnSpan[], column: number, value: number): void {
  const span = spans[column];
  spans[column] = {
    low: Math.min(span?.low ?? value, value),
    high: Math.max(span?.high ?? value, value),
  };
}
