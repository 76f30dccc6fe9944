import { say } from '../cli/message.js';
import { ProgressLine } from '../cli/progress-line.js';
import type { Terminal } from '../cli/terminal.js';
import { calibrateInThread, type CalibrationRequest } from './calibration-thread.js';
import type { RecordedCalibration } from './recorded/recorded-calibration.js';

/**
 * Calibrates with a progress line on the terminal.
 *
 * @returns null after an interruption, which it has told
 * @throws InputError if what it calibrates on cannot be
 */
export async function toldCalibration(
  request: CalibrationRequest,
  terminal: Terminal,
): Promise<RecordedCalibration | null> {
  const progress = new ProgressLine(terminal);
  const calibration = await calibrateInThread(request, terminal.interruption, (text) =>
    progress.show(text),
  ).finally(() => progress.clear());
  if (calibration === null) say(terminal, 'interrupted: no profile written');
  return calibration;
}
