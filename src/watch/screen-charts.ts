import { shortNumber } from '../documents/chart-number.js';
import { type CharacterSet, characterRows } from '../plot/character-cells.js';
import { columnSpans } from '../plot/column-spans.js';
import type { WatchedLine } from './watched-lines.js';

/** Columns before a chart: its name, what it is now, its peak. */
const gutter = 24;
const chartRows = 2;

/** Charts over time below each other, all on one axis, which begins with the migration. */
export function screenCharts(
  lines: readonly WatchedLine[],
  width: number,
  characters: CharacterSet,
): readonly string[] {
  const columns = width - gutter;
  const drawn = lines.filter(({ values }) => values.length > 0);
  const until = drawn.reduce((latest, { seconds }) => Math.max(latest, seconds.at(-1) ?? 0), 0);
  if (columns < 10 || until <= 0) return [];
  const axis = `${' '.repeat(gutter)}0 s `;
  const end = ` ${shortNumber(until)} s`;
  const floor = characters.floor.repeat(Math.max(0, width - axis.length - end.length));
  return [...drawn.flatMap((line) => chart(line, columns, until, characters)), axis + floor + end];
}

function chart(
  line: WatchedLine,
  columns: number,
  until: number,
  characters: CharacterSet,
): readonly string[] {
  const peak = line.values.reduce((most, value) => Math.max(most, value), 0);
  const time = { from: 0, until };
  const spans = columnSpans(line, time, columns * characters.columns, line.isStepped);
  const rows = characterRows(spans, peak || 1, chartRows, characters);
  const now = line.values.at(-1) ?? 0;
  const unit = line.unit === '' ? '' : ` ${line.unit}`;
  const beside = [`${line.title} ${shortNumber(now)}${unit}`, `  peak ${shortNumber(peak)}`];
  return rows.map((row, at) => beside[at].slice(0, gutter - 1).padEnd(gutter) + row);
}
