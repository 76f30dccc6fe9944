import { framedTable } from '../documents/framed-table.js';
import { groupBy } from '../documents/group-by.js';
import { signed } from '../documents/number-format.js';
import type { TextStyle } from '../documents/text-style.js';
import type {
  CellValidation,
  Spread,
  ValidationDocument,
  ValidationSummary,
} from './validation-record.js';
import { wrapWords } from '../documents/wrap-words.js';

const modeWidth = 10;
const worstCellWidth = 30;

const cellHeader = [
  '',
  'totaltime\npublished',
  '(ms)\nsimulated',
  'downtime\npublished',
  '(ms)\nsimulated',
  'iteration\npublished',
  'count\nsimulated',
  'max throttle\npublished',
  'percent\nsimulated',
];

/**
 * The published tables next to their simulation, a table for each load, and what it comes to. Under
 * "published" are the single runs; under "simulated" the median, the range and the error.
 */
export function renderValidation(document: ValidationDocument, style: TextStyle): string {
  const blocks = groupBy(
    document.results,
    ({ reference, stress_mem_mb }) => `${reference} ${stress_mem_mb}`,
  );
  const legend =
    `Simulated: the median of ${document.seeds} runs, their range, ` +
    'and the error of the median against the published mean.\n';
  return [
    legend,
    ...Array.from(blocks.values(), (cells) => renderBlock(cells, style)),
    renderSummary(document.summary, style),
  ].join('\n');
}

function renderBlock(cells: readonly CellValidation[], style: TextStyle): string {
  const { reference, host, stress_mem_mb } = cells[0];
  const title = style.title(`${reference} on ${host}, ramsize: ${stress_mem_mb}MB`);
  return `${title}\n${framedTable([cellHeader, ...cells.map(cellColumns)], [modeWidth])}\n`;
}

function cellColumns(cell: CellValidation): string[] {
  const { published_rows: rows, simulated, error } = cell;
  return [
    [...wrapWords(cell.mode, modeWidth), `(${cell.group})`].join('\n'),
    lines(rows.map((row) => row.total_time_ms)),
    simulatedColumn(simulated.total_time_ms, signed(error.total_time_percent, '%')),
    lines(rows.map((row) => row.downtime_ms)),
    simulated.downtime_ms === null || error.downtime_percent === null
      ? '-'
      : simulatedColumn(simulated.downtime_ms, signed(error.downtime_percent, '%')),
    lines(rows.map((row) => row.iterations)),
    simulatedColumn(simulated.iterations, signed(error.iterations)),
    lines(rows.map((row) => `${row.max_throttle_percent}%`)),
    simulatedColumn(simulated.max_throttle_percent, signed(error.max_throttle_percent), '%'),
  ];
}

function lines(values: readonly (number | string)[]): string {
  return values.join('\n');
}

function simulatedColumn({ median, min, max }: Spread, error: string, unit = ''): string {
  const [middle, low, high] = [median, min, max].map(Math.round);
  return lines([`${middle}${unit}`, `${low}..${high}${unit}`, error]);
}

/** The names of what a summary says, shared by the table and Markdown. */
export const summaryHeader = [
  'rows',
  'loads',
  'cells',
  'totaltime\nMAPE',
  'downtime\nMAPE',
  'median in\npublished range',
  'convergence\nright',
  'worst cell\n(totaltime error)',
];

/** A summary in the order of `summaryHeader`. */
export function summaryCells(summary: ValidationSummary): string[] {
  const downtime = summary.downtime_mape_percent;
  return [
    summary.group,
    summary.loads,
    String(summary.cells),
    `${summary.total_time_mape_percent.toFixed(1)}%`,
    downtime === null ? '-' : `${downtime.toFixed(1)}%`,
    `${summary.inside_range_percent.toFixed(0)}%`,
    `${summary.verdicts_right}/${summary.verdicts}`,
    lines([
      ...wrapWords(summary.worst_cell, worstCellWidth),
      `(${signed(summary.worst_error_percent, '%')})`,
    ]),
  ];
}

function renderSummary(summaries: readonly ValidationSummary[], style: TextStyle): string {
  return `${style.title('summary')}\n${framedTable([summaryHeader, ...summaries.map(summaryCells)])}\n`;
}
