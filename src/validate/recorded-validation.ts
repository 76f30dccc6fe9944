import { simulate } from '../engines/simulate.js';
import { recordedFigures, type RecordedFigures } from '../guestperf/recorded-figures.js';
import { type GivenLoad, type Recording, readRecording } from '../guestperf/recorded-scenario.js';
import { parseGuestperfReport } from '../guestperf/report-reader.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { runIntervals } from '../results/prediction-interval.js';
import { runRecord } from '../results/run-record.js';
import { percentOff, toThousandths } from '../statistics/relative-error.js';
import { median } from '../statistics/summary.js';
import type { RecordedComparison, RecordedError, RecordedInterval } from './recorded-record.js';
import type { StandIn } from './stand-in.js';
import { unmodelledFeature } from './unmodelled-feature.js';

/** Draws of what is not known of a recording: the host's numbers, the guest's phase, the link. */
const DRAWS = 41;

/**
 * Predicts a recorded migration on `host` and puts the two next to each other. The prediction is the
 * median over draws, since the recording's own randomness is not known.
 *
 * @throws InputError if the file is not a guestperf report
 */
export function validateRecorded(
  path: string,
  text: string,
  host: HostProfile,
  given: GivenLoad = {},
  standIn: StandIn | null = null,
): RecordedComparison {
  const report = parseGuestperfReport(path, text, '--recorded');
  const notModelled = unmodelledFeature(report);
  const recorded = recordedFigures(report);
  const recording =
    notModelled === null ? readRecording(report, host, given, standIn?.settings) : null;
  const prediction = recording && predictRecording(recording);
  return {
    path,
    name: report.scenario.name,
    host: host.name,
    recorded,
    read_as: [...(recording?.readAs ?? []), ...standInText(standIn)],
    predicted: prediction?.figures ?? null,
    interval: prediction?.interval ?? null,
    not_modelled: notModelled,
    error: prediction && recordedError(prediction.figures, recorded),
  };
}

function standInText(standIn: StandIn | null): string[] {
  return standIn === null ? [] : [`rules by the strategy ${standIn.name}, file ${standIn.hash}`];
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

/** What is predicted of a recorded migration. */
export interface Prediction {
  readonly figures: RecordedFigures;
  readonly interval: RecordedInterval;
}

/** Each figure is the median over the draws; the status is that of most of them. */
export function predictRecording(recording: Recording): Prediction {
  const runs = Array.from({ length: DRAWS }, (_, index) =>
    runRecord(simulate(recording.scenario('recorded', index + 1), { onlyFigures: true })),
  );
  const completed = runs.filter((run) => run.status === 'completed');
  const isCompleted = completed.length > DRAWS / 2;
  const decisive = isCompleted ? completed : runs.filter((run) => run.status !== 'completed');
  const medianOf = (key: Exclude<keyof RecordedFigures, 'status'>): number =>
    Math.round(median(decisive.map((run) => run[key] ?? 0)));
  const figures = {
    status: decisive[0].status,
    total_time_ms: medianOf('total_time_ms'),
    downtime_ms: isCompleted ? medianOf('downtime_ms') : null,
    iterations: medianOf('iterations'),
    max_throttle_percent: medianOf('max_throttle_percent'),
    transferred_bytes: medianOf('transferred_bytes'),
  };
  return { figures, interval: runIntervals(runs) };
}
