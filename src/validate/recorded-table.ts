import { framedTable } from '../documents/framed-table.js';
import { markdownTable } from '../documents/markdown-table.js';
import type { RecordedComparisonRecord, RecordedDocument, RecordedRun } from './recorded-record.js';
import { signed } from '../documents/number-format.js';
import type { TextStyle } from '../documents/text-style.js';

const header = [
  'recording',
  '',
  'status',
  'totaltime\n(ms)',
  'downtime\n(ms)',
  'iteration\ncount',
  'max throttle\npercent',
  'transferred\n(MiB)',
];

/** Recorded migrations next to their prediction. */
export function renderRecorded({ results, summary }: RecordedDocument, style: TextStyle): string {
  const rows = results.map((comparison) => columnsOf(comparison).map((lines) => lines.join('\n')));
  const hosts = [...new Set(results.map(({ host }) => host))].join(', ');
  const verdict =
    `totaltime MAPE ${summary.total_time_mape_percent.toFixed(1)}% over ` +
    `${summary.predicted} of ${summary.recordings} recordings, ` +
    `${summary.verdicts_right} endings right`;
  return [
    style.title(`recorded migrations, predicted on ${hosts}`),
    framedTable([header, ...rows]),
    verdict,
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** The same as a Markdown table, three rows for each recording. */
export function renderRecordedMarkdown({ results }: RecordedDocument): string {
  const rows = results.flatMap((comparison) => {
    const columns = columnsOf(comparison);
    return [0, 1, 2].map((line) => columns.map((lines) => lines[line] ?? ''));
  });
  const names = header.map((name) => name.replaceAll('\n', ' '));
  return markdownTable(names, rows, 3)
    .map((line) => `${line}\n`)
    .join('');
}

/** The lines of each column: recorded, predicted, error. */
function columnsOf({
  name,
  recorded,
  predicted,
  not_modelled: notModelled,
  error,
}: RecordedComparisonRecord): string[][] {
  const figures = (of: (run: RecordedRun) => string, missedBy: string): string[] => [
    of(recorded),
    predicted === null ? '' : of(predicted),
    missedBy,
  ];
  const ending = predicted === null || recorded.status === predicted.status ? '' : 'WRONG';
  const status = figures((run) => run.status, ending);
  if (notModelled !== null) status[1] = `not modelled: ${notModelled}`;
  return [
    [name],
    ['recorded', 'predicted', 'error'],
    status,
    figures(
      (run) => String(Math.round(run.total_time_ms)),
      difference(error?.total_time_percent, '%'),
    ),
    figures(
      (run) => (run.downtime_ms === null ? '-' : String(Math.round(run.downtime_ms))),
      difference(error?.downtime_ms),
    ),
    figures((run) => String(run.iterations), difference(error?.iterations)),
    figures((run) => `${run.max_throttle_percent}%`, difference(error?.max_throttle_percent)),
    figures((run) => String(Math.round(run.transferred_bytes / 2 ** 20)), ''),
  ];
}

function difference(value: number | null | undefined, unit = ''): string {
  return value === null || value === undefined ? '' : signed(value, unit);
}
