import { type Answer, flatAnswer } from '../documents/answer.js';
import { column, type Document, groupedTable, line, section } from '../documents/document.js';
import { signedOr, whole } from '../documents/number-format.js';
import type { RecordedFigures } from '../guestperf/recorded-figures.js';
import { figureTexts } from '../results/result-tables.js';
import { INTERVAL_PERCENT } from '../results/prediction-interval.js';
import type { RecordedComparison, RecordedDocument, RecordedInterval } from './recorded-record.js';

/** Recorded migrations next to their prediction, in all forms. */
export function recordedAnswer(recorded: RecordedDocument): Answer {
  return flatAnswer(recorded, recorded.results, () => documentOf(recorded));
}

const columns = [
  column('recording', 'text'),
  column('', 'text'),
  column('status', 'text'),
  column('totaltime\n(ms)'),
  column('downtime\n(ms)'),
  column('iteration\ncount'),
  column('max throttle\npercent'),
  column('transferred\n(MiB)'),
];

function documentOf({ results, summary }: RecordedDocument): Document {
  const hosts = [...new Set(results.map(({ host }) => host))].join(', ');
  const title = `recorded migrations, predicted on ${hosts}`;
  const verdict =
    `totaltime MAPE ${summary.total_time_mape_percent.toFixed(1)}% over ` +
    `${summary.predicted} of ${summary.recordings} recordings, ` +
    `${summary.verdicts_right} endings right, ` +
    `${summary.total_time_inside} in the ${INTERVAL_PERCENT} % interval`;
  return [
    section({ text: title, markdown: '' }, [
      groupedTable(columns, results.map(rowsOf)),
      line({ text: verdict, markdown: '' }),
      ...results.flatMap(({ name, read_as }) =>
        read_as.map((how) => line({ text: `${name}: ${how}`, markdown: '' })),
      ),
    ]),
  ];
}

/** The rows of a recording: recorded, predicted, error. */
function rowsOf(comparison: RecordedComparison): string[][] {
  const { name, recorded, predicted, interval, not_modelled, error } = comparison;
  const isRight = predicted === null || recorded.status === predicted.status;
  const unpredicted = [`not modelled: ${not_modelled}`, '', '', '', '', ''];
  return [
    [name, 'recorded', ...figures(recorded)],
    ['', 'predicted', ...(predicted === null ? unpredicted : figures(predicted))],
    ...(interval === null
      ? []
      : [['', `${INTERVAL_PERCENT} % within`, '', ...intervalTexts(interval), '', '', '']]),
    [
      '',
      'error',
      isRight ? '' : 'WRONG',
      signedOr('', error?.total_time_percent, '%'),
      signedOr('', error?.downtime_ms),
      signedOr('', error?.iterations),
      signedOr('', error?.max_throttle_percent),
      '',
    ],
  ];
}

function intervalTexts({ total_time_ms, downtime_ms }: RecordedInterval): string[] {
  return [total_time_ms, downtime_ms].map((range) =>
    range === null ? '-' : `${range.low}..${range.high}`,
  );
}

function figures(run: RecordedFigures): string[] {
  return [run.status, ...figureTexts(run), whole(run.transferred_bytes / 2 ** 20)];
}
