import type { TextStyle } from '../documents/text-style.js';
import { type CharacterSet, characterRows } from './character-cells.js';
import { chartLabels } from './chart-labels.js';
import { columnSpans } from './column-spans.js';
import type { MigrationChart, PlotSeries } from './migration-chart.js';
import { bytesText, secondsText, shortNumber } from '../documents/chart-number.js';
import { inertLines, printable } from '../documents/printable.js';
import { wrapParts } from '../documents/wrap-words.js';
import { isChosen, type PanelRow, panels, unitOf } from './panels.js';
import type { PlotChoice } from './plot-choice.js';
import { quantities, type Quantity } from './quantities.js';
import { aligned, spanOf, type TimeSpan } from './time-axis.js';
import { tickedAxis } from './time-ticks.js';

export interface TerminalPlotOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly characters: CharacterSet;
  readonly style: TextStyle;
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
  const lines = new TerminalPlot(charts, choice, options).lines();
  return inertLines(lines.map((line) => `${line.trimEnd()}\n`).join(''));
}

class TerminalPlot {
  private readonly charts: readonly MigrationChart[];
  private readonly labels: readonly string[];
  private readonly columns: number;
  private readonly rows: number;
  private readonly time: TimeSpan;

  constructor(
    charts: readonly MigrationChart[],
    private readonly choice: PlotChoice,
    private readonly options: TerminalPlotOptions,
  ) {
    this.charts = charts.map((chart) => aligned(chart, choice.align));
    this.labels = chartLabels(charts).map(printable);
    this.columns = Math.max(10, options.width - gutter);
    this.rows = charts.length === 1 ? 4 : 2;
    this.time = spanOf(this.charts.flatMap(({ series }) => series.map(({ seconds }) => seconds)));
  }

  lines(): string[] {
    const { charts, choice } = this;
    const drawn = panels.filter((panel) => panel.runs !== 'few' && isChosen(panel, choice));
    return [
      ...charts.map((chart, run) => this.summaryLine(chart, run)),
      ...drawn.flatMap((panel) => this.panelLines(panel)),
      ...(choice.progress ? this.downtimeLines() : []),
    ];
  }

  private summaryLine({ outcome, downtime }: MigrationChart, run: number): string {
    const { status, totalMs, iterations, maxThrottlePercent, transferredBytes } = outcome;
    const parts = [
      `${printable(status)} in ${secondsText(totalMs)}`,
      ...(downtime === null ? [] : [`downtime ${shortNumber(downtime.totalMs)} ms`]),
      `${iterations} iterations`,
      `throttle ${maxThrottlePercent} %`,
      bytesText(transferredBytes),
    ];
    return `${this.options.style.title(this.labels[run])}: ${parts.join(', ')}`;
  }

  private panelLines({ forms: [form], title, terminalTitle }: PanelRow): string[] {
    const [{ quantity }] = form;
    const lines = this.charts.map(({ series }) =>
      series.find((line) => line.quantity === quantity && line.thread === null),
    );
    if (lines.every((line) => line === undefined)) return [];
    const peaks = lines.map((line) => line?.values.reduce((a, b) => Math.max(a, b), 0) ?? 0);
    const scale = Math.max(...peaks) || 1;
    const heading = terminalTitle ?? `${title}, ${unitOf(form)}`;
    const legend = this.hasStars(quantity) ? ` (${this.options.characters.star} iteration)` : '';
    return [
      '',
      this.options.style.title(heading) + legend,
      ...lines.flatMap((line, run) =>
        line === undefined
          ? [this.gutterText(this.labels[run])]
          : this.strip(line, run, peaks[run], scale),
      ),
      ...this.axisLines(),
    ];
  }

  private strip(line: PlotSeries, run: number, peak: number, scale: number): string[] {
    const { characters } = this.options;
    const { isStepped } = quantities[line.quantity];
    const spans = columnSpans(line, this.time, this.columns * characters.columns, isStepped);
    const plot = characterRows(spans, scale, this.rows, characters);
    return [
      ...plot.map((text, row) => this.gutterText(this.besideRow(row, run, peak)) + text),
      ...(this.hasStars(line.quantity)
        ? [this.gutterText('') + this.starRow(this.charts[run])]
        : []),
    ];
  }

  private hasStars(quantity: Quantity): boolean {
    return this.choice.iterations && quantity === 'copyTime';
  }

  /** A run alone has its scale before the strip; of several, each has its name and its peak. */
  private besideRow(row: number, run: number, peak: number): string {
    const room = gutter - 2;
    if (this.charts.length > 1) {
      return row === 0 ? this.labels[run] : `peak ${shortNumber(peak)}`.padStart(room);
    }
    const text = row === this.rows - 1 ? '0' : row === 0 && peak > 0 ? shortNumber(peak) : '';
    return text.padStart(room);
  }

  /** Names of runs differ at the end more often than at the beginning: the middle goes. */
  private gutterText(text: string): string {
    const room = gutter - 2;
    const head = Math.floor((room - 1) / 2);
    const tail = text.slice(text.length - (room - 1 - head));
    const { ellipsis } = this.options.characters;
    const shown = text.length <= room ? text : text.slice(0, head) + ellipsis + tail;
    return `${shown.padEnd(room)}  `;
  }

  private starRow({ progress }: MigrationChart): string {
    const { from, until } = this.time;
    const cells = Array.from({ length: this.columns }, () => ' ');
    for (const { seconds } of progress) {
      const column = Math.floor(((seconds - from) / (until - from)) * this.columns);
      cells[Math.max(0, Math.min(this.columns - 1, column))] = this.options.characters.star;
    }
    return cells.join('');
  }

  private axisLines(): string[] {
    const { floor, tick } = this.options.characters;
    const { labels, line } = tickedAxis(this.time, this.columns, floor, tick);
    return [line, labels].map((text) => this.gutterText('') + text);
  }

  private downtimeLines(): string[] {
    const { characters, style, width } = this.options;
    const figures = this.charts.flatMap(({ downtime }) =>
      downtime === null ? [] : [downtime.totalMs, downtime.limitMs ?? 0],
    );
    const largest = Math.max(0, ...figures);
    if (largest === 0) return [];
    const bars = this.charts.flatMap(({ downtime }, run) => {
      const label = this.gutterText(this.labels[run]);
      if (downtime === null) return [`${label}none`];
      const limit = downtime.limitMs === null ? '' : ` of ${downtime.limitMs}`;
      const text = ` ${shortNumber(downtime.totalMs)}${limit}`;
      const room = Math.max(1, width - gutter - text.length);
      const length = Math.ceil((downtime.totalMs / largest) * room);
      const parts = (downtime.parts ?? [])
        .filter(({ ms }) => ms > 0)
        .map(({ name, ms }) => `${name.toLowerCase()} ${shortNumber(ms)}`);
      return [
        label + characters.bar.repeat(length) + text,
        ...wrapParts(parts, ', ', width - gutter).map((line) => ' '.repeat(gutter) + line),
      ];
    });
    return ['', style.title('Downtime, ms, of the limit'), ...bars];
  }
}
