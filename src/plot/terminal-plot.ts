import type { TextStyle } from '../documents/text-style.js';
import { type CharacterSet, characterRows } from './character-cells.js';
import { chartLabels } from './chart-labels.js';
import { columnSpans } from './column-spans.js';
import type { MigrationChart, Quantity } from './migration-chart.js';
import { bytesText, secondsText, shortNumber } from './number-format.js';
import type { PlotChoice } from './plot-choice.js';

export interface TerminalPlotOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly characters: CharacterSet;
  readonly style: TextStyle;
}

interface TerminalPanel {
  readonly title: string;
  readonly quantity: Quantity;
  readonly isStepped: boolean;
  readonly isChosen: boolean;
}

/** Columns before the plots: names of runs and values. */
const gutter = 22;

/**
 * Charts as text: one strip for each run and quantity, all on one time axis, and those of a
 * quantity on one scale. A run alone has taller strips.
 */
export function terminalPlot(
  charts: readonly MigrationChart[],
  choice: PlotChoice,
  options: TerminalPlotOptions,
): string {
  const labels = chartLabels(charts);
  const lines = [
    ...charts.map((chart, at) => summaryLine(chart, labels[at], options)),
    ...terminalPanels(choice).flatMap((panel) =>
      panelLines(panel, charts, labels, choice, options),
    ),
    ...(choice.progress ? downtimeLines(charts, labels, options) : []),
  ];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

function terminalPanels(choice: PlotChoice): TerminalPanel[] {
  const { totalGuest, splitGuest, progress, qemuCpu, vcpuCpu } = choice;
  return [
    terminalPanel('Guest memory speed, ms/GB', 'copyTime', totalGuest || splitGuest),
    terminalPanel('Throttle, %', 'throttle', progress, true),
    terminalPanel('Remaining RAM, MiB', 'remaining', progress),
    terminalPanel('Dirty rate, MiB/s', 'dirtyRate', progress, true),
    terminalPanel('Link use, MiB/s', 'linkRate', progress, true),
    terminalPanel('QEMU, % of a CPU', 'qemuCpu', qemuCpu),
    terminalPanel('vCPUs, mean, %', 'vcpuCpu', vcpuCpu),
  ].filter(({ isChosen }) => isChosen);
}

function terminalPanel(
  title: string,
  quantity: Quantity,
  isChosen: boolean,
  isStepped = false,
): TerminalPanel {
  return { title, quantity, isStepped, isChosen };
}

function panelLines(
  { title, quantity, isStepped }: TerminalPanel,
  charts: readonly MigrationChart[],
  labels: readonly string[],
  choice: PlotChoice,
  options: TerminalPlotOptions,
): string[] {
  const { characters, style, width } = options;
  const columns = Math.max(10, width - gutter);
  const { from, until } = timeSpan(charts, choice);
  const lines = charts.map(({ series }) =>
    series.find((line) => line.quantity === quantity && line.thread === null),
  );
  if (lines.every((line) => line === undefined)) return [];
  const highest = lines.reduce((max, line) => Math.max(max, ...(line?.values ?? [])), 0);
  const rows = charts.length === 1 ? 4 : 2;
  const strips = charts.flatMap((chart, at) => {
    const line = lines[at];
    if (line === undefined) return [gutterText(labels[at], characters)];
    const shift = shiftOf(chart, choice);
    const moved = { values: line.values, seconds: line.seconds.map((second) => second + shift) };
    const spans = columnSpans(moved, from, until, columns * characters.columns, isStepped);
    const plot = characterRows(spans, highest || 1, rows, characters);
    const own = line.values.reduce((max, value) => Math.max(max, value), 0);
    const marks =
      choice.iterations && quantity === 'copyTime'
        ? [
            `${gutterText('', characters)}${starRow(chart, shift, from, until, columns, characters)}`,
          ]
        : [];
    return [
      ...plot.map((text, row) => gutterAt(row, rows, labels, at, own, characters) + text),
      ...marks,
    ];
  });
  return ['', style.title(title), ...strips, axisLine(from, until, columns, characters)];
}

/** A run alone has its scale before the strip; of several, each has its name and its peak. */
function gutterAt(
  row: number,
  rows: number,
  labels: readonly string[],
  run: number,
  peak: number,
  characters: CharacterSet,
): string {
  if (labels.length === 1) {
    const value = row === rows - 1 ? '0' : row === 0 && peak > 0 ? shortNumber(peak) : '';
    return gutterText(value.padStart(gutter - 2), characters);
  }
  const text = row === 0 ? labels[run] : `peak ${shortNumber(peak)}`.padStart(gutter - 2);
  return gutterText(text, characters);
}

function gutterText(text: string, { ellipsis }: CharacterSet): string {
  const room = gutter - 2;
  return `${shortened(text, room, ellipsis).padEnd(room)}  `;
}

/** Names of runs differ at the end more often than at the beginning: the middle goes. */
function shortened(text: string, room: number, ellipsis: string): string {
  if (text.length <= room) return text;
  const head = Math.floor((room - 1) / 2);
  return text.slice(0, head) + ellipsis + text.slice(text.length - (room - 1 - head));
}

function starRow(
  { progress }: MigrationChart,
  shift: number,
  from: number,
  until: number,
  columns: number,
  { star }: CharacterSet,
): string {
  const cells = Array.from({ length: columns }, () => ' ');
  for (const { seconds } of progress) {
    const column = Math.floor(((seconds + shift - from) / (until - from)) * columns);
    cells[Math.max(0, Math.min(columns - 1, column))] = star;
  }
  return cells.join('');
}

function axisLine(from: number, until: number, columns: number, set: CharacterSet): string {
  const left = `${shortNumber(from)} s `;
  const right = ` ${shortNumber(until)} s`;
  const floor = set.floor.repeat(Math.max(0, columns - left.length - right.length));
  return `${gutterText('', set)}${left}${floor}${right}`;
}

function timeSpan(charts: readonly MigrationChart[], choice: PlotChoice) {
  let from = Infinity;
  let until = -Infinity;
  for (const chart of charts) {
    const shift = shiftOf(chart, choice);
    for (const { seconds } of chart.series) {
      from = Math.min(from, seconds[0] + shift);
      until = Math.max(until, seconds[seconds.length - 1] + shift);
    }
  }
  return until > from ? { from, until } : { from: 0, until: 1 };
}

function shiftOf({ ownStartSeconds }: MigrationChart, { align }: PlotChoice): number {
  return align === 'start' ? -ownStartSeconds : 0;
}

function summaryLine(
  { outcome, downtime }: MigrationChart,
  label: string,
  { style }: TerminalPlotOptions,
): string {
  const { status, totalMs, iterations, maxThrottlePercent, transferredBytes } = outcome;
  const parts = [
    totalMs === null ? status : `${status} in ${secondsText(totalMs)}`,
    downtime === null ? null : `downtime ${shortNumber(downtime.totalMs)} ms`,
    iterations === null ? null : `${iterations} iterations`,
    maxThrottlePercent === null ? null : `throttle ${maxThrottlePercent} %`,
    transferredBytes === null ? null : bytesText(transferredBytes),
  ].filter((part) => part !== null);
  return `${style.title(label)}: ${parts.join(', ')}`;
}

function downtimeLines(
  charts: readonly MigrationChart[],
  labels: readonly string[],
  { characters, style, width }: TerminalPlotOptions,
): string[] {
  const largest = charts.reduce(
    (max, { downtime }) => Math.max(max, downtime?.totalMs ?? 0, downtime?.limitMs ?? 0),
    0,
  );
  if (largest === 0) return [];
  const bars = charts.flatMap(({ downtime }, at) => {
    if (downtime === null) return [`${gutterText(labels[at], characters)}none`];
    const limit = downtime.limitMs === null ? '' : ` of ${downtime.limitMs}`;
    const text = ` ${shortNumber(downtime.totalMs)}${limit}`;
    const room = Math.max(1, width - gutter - text.length);
    const length = Math.ceil((downtime.totalMs / largest) * room);
    const bar = gutterText(labels[at], characters) + characters.bar.repeat(length) + text;
    const parts = (downtime.parts ?? [])
      .filter(({ ms }) => ms > 0)
      .map(({ name, ms }) => `${name.toLowerCase()} ${shortNumber(ms)}`);
    return parts.length === 0 ? [bar] : [bar, ...wrapped(parts, width)];
  });
  return ['', style.title('Downtime, ms, of the limit'), ...bars];
}

/** The parts as lines behind the gutter. */
function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    const joined = `${last}, ${part}`;
    if (last !== undefined && joined.length + gutter <= width) lines[lines.length - 1] = joined;
    else lines.push(part);
  }
  return lines.map((line) => ' '.repeat(gutter) + line);
}
