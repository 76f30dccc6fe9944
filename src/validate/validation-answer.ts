import { type Answer, flatAnswer } from '../documents/answer.js';
import {
  type Block,
  column,
  type Document,
  line,
  section,
  type Section,
  table,
} from '../documents/document.js';
import { groupBy } from '../documents/group-by.js';
import { signed, signedOr } from '../documents/number-format.js';
import { provenanceKinds } from '../profiles/provenance.js';
import { INTERVAL_PERCENT, type PredictionInterval } from '../results/prediction-interval.js';
import type { HostProvenance } from './host-provenance.js';
import type {
  CellValidation,
  Spread,
  ValidationDocument,
  ValidationGroup,
  ValidationSummary,
} from './validation-record.js';

/** A validation in all its forms. NDJSON has the hosts, the cells, then the summaries; CSV has the cells. */
export function validationAnswer(validation: ValidationDocument): Answer {
  const { hosts, results, summary } = validation;
  return {
    ...flatAnswer(validation, results, () => documentOf(validation)),
    records: () => [...hosts, ...results, ...summary],
  };
}

function documentOf({ seeds, hosts, results, summary }: ValidationDocument): Document {
  const isUncertain = results.some(({ interval }) => interval !== undefined);
  const spread = isUncertain ? `the middle ${INTERVAL_PERCENT} % of them` : 'their range';
  const legend =
    `Simulated: the median of ${seeds} runs, ${spread}, ` +
    'and the error of the median against the published mean.';
  const loads = groupBy(results, ({ reference, stress_mem_mb }) => `${reference} ${stress_mem_mb}`);
  const references = groupBy(results, ({ reference, host }) => `${reference} on ${host}`);
  return [
    section(null, [line(legend)], { only: 'text' }),
    ...Array.from(loads.values(), loadSection),
    ...Array.from(references, ([title, cells]) =>
      section(title, [referenceTable(cells)], { only: 'markdown' }),
    ),
    section('numbers of the hosts', [table(hostColumns, hosts.map(hostCells))]),
    section('summary', [
      table(summaryColumns, summary.map(summaryCells)),
      ...(isUncertain ? [line(insideText(results))] : []),
    ]),
  ];
}

/** How many published runs lie where they are expected. */
function insideText(cells: readonly CellValidation[]): string {
  const inside = cells.reduce((sum, cell) => sum + (cell.interval?.published_inside ?? 0), 0);
  const all = cells.reduce((sum, cell) => sum + cell.published_rows.length, 0);
  return `${inside} of ${all} published total times lie in the ${INTERVAL_PERCENT} % interval of their cell.`;
}

/** A figure of a published row, the head of its two columns, its unit, and our error of it. */
const figures = [
  ['total_time_ms', ['totaltime', '(ms)'], '', 'total_time_percent', '%'],
  ['downtime_ms', ['downtime', '(ms)'], '', 'downtime_percent', '%'],
  ['iterations', ['iteration', 'count'], '', 'iterations', ''],
  ['max_throttle_percent', ['max throttle', 'percent'], '%', 'max_throttle_percent', ''],
] as const;

const loadColumns = [
  column('', 'text', { minWidth: 10, wrapWidth: 10 }),
  ...figures.flatMap(([, [first, second]]) => [
    column(`${first}\npublished`),
    column(`${second}\nsimulated`),
  ]),
];

/** The published tables as they are, a cell a row: the single runs, then median, range and error. */
function loadSection(cells: readonly CellValidation[]): Section {
  const { reference, host, stress_mem_mb } = cells[0];
  const rows = cells.map((cell) => [
    `${modeText(cell)}\n(${groupText[cell.group]})`,
    ...figures.flatMap(([key, , unit, errorKey, errorUnit]) => [
      cell.published_rows.map((row) => `${row[key]}${unit}`).join('\n'),
      simulatedText(
        cell.simulated[key],
        intervalOf(cell, key),
        unit,
        cell.error[errorKey],
        errorUnit,
      ),
    ]),
  ]);
  const title = `${reference} on ${host}, ramsize: ${stress_mem_mb}MB`;
  return section(title, [table(loadColumns, rows)], { only: 'text' });
}

/** The mode under which it was published, and what stands in for it. */
function modeText({ mode, strategy }: Pick<CellValidation, 'mode' | 'strategy'>): string {
  return strategy === undefined ? mode : `${mode} by the strategy ${strategy}`;
}

/** The interval of a figure that has one. */
function intervalOf({ interval }: CellValidation, key: string): PredictionInterval | null {
  if (key === 'total_time_ms') return interval?.total_time_ms ?? null;
  return key === 'downtime_ms' ? (interval?.downtime_ms ?? null) : null;
}

function simulatedText(
  spread: Spread | null,
  interval: PredictionInterval | null,
  unit: string,
  error: number | null,
  errorUnit: string,
): string {
  if (spread === null || error === null) return '-';
  const { low: least, high: most } = interval ?? { low: spread.min, high: spread.max };
  const [middle, low, high] = [spread.median, least, most].map(Math.round);
  return `${middle}${unit}\n${low}..${high}${unit}\n${signed(error, errorUnit)}`;
}

const referenceColumns = [
  ...['ramsize', 'mode', 'rows'].map((name) => column(name, 'text')),
  column('published total time (ms)'),
  column('simulated, median and range'),
  column('error'),
  column('downtime error'),
  column('published iterations'),
  column('simulated'),
  column('published max throttle'),
  column('simulated'),
];

function referenceTable(cells: readonly CellValidation[]): Block {
  const rows = cells.map(({ published, simulated, error, ...cell }) => [
    `${cell.stress_mem_mb}MB`,
    modeText(cell),
    groupText[cell.group],
    range(published.total_time_ms),
    `${Math.round(simulated.total_time_ms.median)}, ${range(simulated.total_time_ms)}`,
    signed(error.total_time_percent, '%'),
    signedOr('-', error.downtime_percent, '%'),
    range(published.iterations),
    range(simulated.iterations),
    `${range(published.max_throttle_percent)}%`,
    `${range(simulated.max_throttle_percent)}%`,
  ]);
  return table(referenceColumns, rows);
}

function range({ min, max }: Spread): string {
  const [low, high] = [Math.round(min), Math.round(max)];
  return low === high ? String(low) : `${low}..${high}`;
}

/** What the groups are called: a row is predicted blind if no number of its host was fitted on it. */
const groupText: Readonly<Record<ValidationGroup, string>> = {
  fitted: 'fitted',
  predicted: 'predicted blind',
};

const hostColumns = [column('host', 'text'), ...provenanceKinds.map((kind) => column(kind))];

function hostCells(host: HostProvenance): string[] {
  const { not_identifiable: lost } = host;
  return [
    host.host,
    ...provenanceKinds.map((kind) =>
      kind === 'fitted' && lost > 0
        ? `${host.fitted}\n(${lost} not identifiable)`
        : String(host[kind]),
    ),
  ];
}

const summaryColumns = [
  column('rows', 'text'),
  column('loads', 'text'),
  column('cells'),
  column('totaltime\nMAPE'),
  column('downtime\nMAPE'),
  column('median in\npublished range'),
  column('convergence\nright'),
  column('worst cell\n(totaltime error)', 'number', { wrapWidth: 30 }),
];

function summaryCells(summary: ValidationSummary): string[] {
  const downtime = summary.downtime_mape_percent;
  return [
    groupText[summary.group],
    summary.loads,
    String(summary.cells),
    `${summary.total_time_mape_percent.toFixed(1)}%`,
    downtime === null ? '-' : `${downtime.toFixed(1)}%`,
    `${summary.inside_range_percent.toFixed(0)}%`,
    `${summary.verdicts_right}/${summary.verdicts}`,
    `${summary.worst_cell}\n(${signed(summary.worst_error_percent, '%')})`,
  ];
}
