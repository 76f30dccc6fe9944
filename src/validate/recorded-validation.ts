import { parseGuestperfReport } from '../guestperf/report-reader.js';
import type { GuestperfReport } from '../guestperf/report-schema.js';
import type { MigrationResult } from '../engines/migration-result.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { simulate } from '../engines/simulate.js';
import { median } from '../statistics/summary.js';
import { recordedScenario } from '../guestperf/recorded-scenario.js';
import { unmodelledFeature } from './unmodelled-feature.js';

/** What recorded and predicted runs are compared by. */
export interface RunSummary {
  readonly status: string;
  readonly total_time_ms: number;
  /** Null if the migration did not complete. */
  readonly downtime_ms: number | null;
  readonly iterations: number;
  readonly max_throttle_percent: number;
  readonly transferred_bytes: number;
}

export interface RecordedFile {
  readonly path: string;
  readonly text: string;
}

export interface RecordedComparison {
  readonly path: string;
  readonly name: string;
  readonly recorded: RunSummary;
  /** Null if the recording used a feature that is not modelled. */
  readonly predicted: RunSummary | null;
  /** The feature that is not modelled; null if all are. */
  readonly notModelled: string | null;
}

/** Seeds whose medians are the prediction. */
const SEEDS = 9;

/**
 * Predicts each recorded migration on `host` and puts the two next to each other. The prediction is
 * the median over seeds, since the recording's own randomness is not known.
 *
 * @throws InputError if a file is not a guestperf report
 */
export function validateRecorded(
  files: readonly RecordedFile[],
  host: HostProfile,
): RecordedComparison[] {
  return files.map(({ path, text }) => {
    const report = parseGuestperfReport(path, text, '--recorded');
    const notModelled = unmodelledFeature(report);
    return {
      path,
      name: report.scenario.name,
      recorded: recordedSummary(report),
      predicted: notModelled === null ? predictedSummary(report, host) : null,
      notModelled,
    };
  });
}

/** A recording's figures; a cancelled run is summed up by its last answer that has any. */
export function recordedSummary(report: GuestperfReport): RunSummary {
  const history = report.progress_history;
  const last = history[history.length - 1];
  const informative = history.filter((progress) => progress.ram.iterations > 0);
  const end = informative[informative.length - 1] ?? last;
  const completed = last.status === 'completed';
  const final = report.extra?.final_query_migrate;
  const throttles = history.map((progress) => progress.throttle_pcent);
  return {
    status: last.status,
    total_time_ms: completed ? (final?.['total-time'] ?? end.duration) : end.duration,
    downtime_ms: completed ? (final?.downtime ?? end.downtime) : null,
    iterations: end.ram.iterations,
    max_throttle_percent: report.extra?.derived?.max_throttle ?? Math.max(...throttles),
    transferred_bytes: end.ram.transferred_bytes,
  };
}

/** Each figure is the median over the seeds; the status is that of most of them. */
function predictedSummary(report: GuestperfReport, host: HostProfile): RunSummary {
  const runs = Array.from({ length: SEEDS }, (_, index) =>
    simulate(recordedScenario(report, host, 'recorded', index + 1)),
  );
  const completed = runs.filter((run) => run.status === 'completed');
  const isCompleted = completed.length > SEEDS / 2;
  const decisive = isCompleted ? completed : runs.filter((run) => run.status !== 'completed');
  const medianOf = (figure: (run: MigrationResult) => number): number =>
    Math.round(median(decisive.map(figure)));
  return {
    status: decisive[0].status,
    total_time_ms: medianOf((run) => run.totalTimeMs),
    downtime_ms: isCompleted
      ? Math.round(median(completed.map((run) => run.downtime.totalMs)))
      : null,
    iterations: medianOf((run) => run.dirtySyncCount),
    max_throttle_percent: medianOf((run) => run.maxThrottlePercent),
    transferred_bytes: medianOf((run) => run.transferredBytes),
  };
}
