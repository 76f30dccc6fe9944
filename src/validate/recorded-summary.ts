import {
  type RecordedComparisonRecord,
  type RecordedDocument,
  recordedDocument,
} from './recorded-record.js';
import type { RecordedComparison, RunSummary } from './recorded-validation.js';
import { meanAbsolute, percentOff, toThousandths } from '../statistics/relative-error.js';

/** Puts comparisons with recordings into a document, with their errors and a summary. */
export function summariseRecorded(
  comparisons: readonly RecordedComparison[],
  host: string,
): RecordedDocument {
  const results = comparisons.map((comparison) => withError(comparison, host));
  return recordedDocument(results, {
    recordings: results.length,
    predicted: results.filter(({ predicted }) => predicted !== null).length,
    total_time_mape_percent: meanAbsolute(
      results.flatMap(({ error }) => (error === null ? [] : [error.total_time_percent])),
    ),
    verdicts_right: results.filter(
      ({ recorded, predicted }) => recorded.status === predicted?.status,
    ).length,
  });
}

function withError(
  { path, name, recorded, predicted, notModelled }: RecordedComparison,
  host: string,
): RecordedComparisonRecord {
  return {
    path,
    name,
    host,
    recorded: { ...recorded },
    predicted: predicted === null ? null : { ...predicted },
    not_modelled: notModelled,
    error: predicted === null ? null : errorOf(predicted, recorded),
  };
}

function errorOf(
  predicted: RunSummary,
  recorded: RunSummary,
): NonNullable<RecordedComparisonRecord['error']> {
  const ours = predicted.downtime_ms;
  const theirs = recorded.downtime_ms;
  return {
    total_time_percent: percentOff(predicted.total_time_ms, recorded.total_time_ms),
    downtime_ms: ours === null || theirs === null ? null : toThousandths(ours - theirs),
    iterations: predicted.iterations - recorded.iterations,
    max_throttle_percent: predicted.max_throttle_percent - recorded.max_throttle_percent,
  };
}
