import { simulate } from '../engines/simulate.js';
import { recordedFigures, type RecordedFigures } from '../guestperf/recorded-figures.js';
import { recordedScenario } from '../guestperf/recorded-scenario.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { runRecord } from '../results/run-record.js';
import { percentOff, toThousandths } from '../statistics/relative-error.js';
import { median } from '../statistics/summary.js';
import type { RecordedComparison, RecordedError } from './recorded-record.js';
import { unmodelledFeature } from './unmodelled-feature.js';

/** Seeds whose medians are the prediction. */
const SEEDS = 9;

/**
 * Predicts a recorded migration on `host` and puts the two next to each other. The prediction is the
 * median over seeds, since the recording's own randomness is not known.
 *
 * @throws InputError if the file is not a guestperf report
 */
export function validateRecorded(
  path: string,
  text: string,
  host: HostProfile,
): RecordedComparison {
  const report = parseGuestperfReport(path, text, '--recorded');
  const notModelled = unmodelledFeature(report);
  const recorded = recordedFigures(report);
  const predicted = notModelled === null ? predictedFigures(report, host) : null;
  return {
    path,
    name: report.scenario.name,
    host: host.name,
    recorded,
    predicted,
    not_modelled: notModelled,
    error: predicted && recordedError(predicted, recorded),
  };
}

/** Prediction minus recording. */
export function recordedError(
  predicted: RecordedFigures,
  recorded: RecordedFigures,
): RecordedError {
  const ours = predicted.downtime_ms;
  const theirs = recorded.downtime_ms;
  return {
    total_time_percent: percentOff(predicted.total_time_ms, recorded.total_time_ms),
    downtime_ms: ours === null || theirs === null ? null : toThousandths(ours - theirs),
    iterations: predicted.iterations - recorded.iterations,
    max_throttle_percent: predicted.max_throttle_percent - recorded.max_throttle_percent,
  };
}

/** Each figure is the median over the seeds; the status is that of most of them. */
function predictedFigures(report: GuestperfReport, host: HostProfile): RecordedFigures {
  const runs = Array.from({ length: SEEDS }, (_, index) =>
    runRecord(simulate(recordedScenario(report, host, 'recorded', index + 1))),
  );
  const completed = runs.filter((run) => run.status === 'completed');
  const isCompleted = completed.length > SEEDS / 2;
  const decisive = isCompleted ? completed : runs.filter((run) => run.status !== 'completed');
  const medianOf = (key: Exclude<keyof RecordedFigures, 'status'>): number =>
    Math.round(median(decisive.map((run) => run[key] ?? 0)));
  return {
    status: decisive[0].status,
    total_time_ms: medianOf('total_time_ms'),
    downtime_ms: isCompleted ? medianOf('downtime_ms') : null,
    iterations: medianOf('iterations'),
    max_throttle_percent: medianOf('max_throttle_percent'),
    transferred_bytes: medianOf('transferred_bytes'),
  };
}
