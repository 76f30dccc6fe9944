import { type Calibration, calibrate } from './calibrate.js';
import type { CalibrationRequest, ProgressListener } from './calibration-thread.js';
import { calibrateRecorded, type RecordedCalibration } from './recorded/recorded-calibration.js';

/** Does what a command asks for, in whichever thread. */
export function answerRequest(
  request: CalibrationRequest,
  onProgress: ProgressListener,
): Calibration | RecordedCalibration {
  if (request.kind === 'recorded') {
    return calibrateRecorded(request.runs, request.start, request.options, onProgress);
  }
  return calibrate(request.reference, request.start, {
    ...request.options,
    onImprovement: ({ evaluations, loss }) =>
      onProgress(`${evaluations} evaluations, loss ${loss.toFixed(3)}`),
  });
}
