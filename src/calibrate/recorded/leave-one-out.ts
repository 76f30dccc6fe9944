import { recordedFigures, type RecordedFigures } from '../../guestperf/recorded-figures.js';
import { type GivenLoad, readRecording } from '../../guestperf/recorded-scenario.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { predictRecording } from '../../validate/recorded-validation.js';
import type { CalibrationRun } from './calibration-run.js';
import type { PredictableRun } from './run-load.js';

/** A run as all the others predict it. */
export interface LeftOut {
  readonly file: string;
  readonly recorded: RecordedFigures;
  readonly predicted: RecordedFigures;
}

/**
 * Predicts each run on the host that all others tell, which says how well runs will be predicted that are not there yet.
 *
 * @returns empty for a single run
 */
export function leaveOneOut(
  runs: readonly CalibrationRun[],
  known: readonly PredictableRun[],
  hostOf: (others: readonly CalibrationRun[]) => HostProfile,
  given: GivenLoad,
  onRun: (done: number) => void,
): readonly LeftOut[] {
  if (runs.length < 2) return [];
  return known.map((run, index) => {
    const host = hostOf(runs.filter(({ path }) => path !== run.path));
    const prediction = predictRecording(readRecording(run.report, host, given));
    onRun(index + 1);
    return { file: run.file, recorded: recordedFigures(run.report), predicted: prediction.figures };
  });
}
