import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { InputError, type InputProblem } from '../input/input-error.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { workerFile } from '../workers/worker-file.js';
import type {
  RecordedCalibration,
  RecordedCalibrationOptions,
  RunText,
} from './recorded/recorded-calibration.js';

/** What the thread is asked. */
export interface CalibrationRequest {
  readonly runs: readonly RunText[];
  readonly start: HostProfile;
  readonly options: RecordedCalibrationOptions;
}

/** Says how far it is. */
export type ProgressListener = (text: string) => void;

/** What the thread says. */
export type CalibrationReply =
  | { readonly kind: 'progress'; readonly text: string }
  | { readonly kind: 'done'; readonly calibration: RecordedCalibration }
  | { readonly kind: 'refused'; readonly problem: InputProblem };

/**
 * Calibrates in a thread of its own: it takes seconds to minutes, in which an interruption must be heard.
 *
 * @returns null after an interruption
 * @throws InputError if what it calibrates on cannot be
 */
export async function calibrateInThread(
  request: CalibrationRequest,
  interruption: AbortSignal,
  onProgress: ProgressListener,
): Promise<RecordedCalibration | null> {
  // Who interrupts before the thread is there is not told again.
  if (interruption.aborted) return null;
  const file = workerFile('calibration-worker');
  if (file === null) {
    const { calibrateRecorded } = await import('./recorded/recorded-calibration.js');
    return calibrateRecorded(request.runs, request.start, request.options, onProgress);
  }
  const worker = new Worker(file, { workerData: request });
  const replies: CalibrationReply[] = [];
  worker.on('message', (reply: CalibrationReply) => {
    if (reply.kind === 'progress') onProgress(reply.text);
    else replies.push(reply);
  });
  const stop = (): void => void worker.terminate();
  interruption.addEventListener('abort', stop);
  // Rejects if the thread fails.
  await once(worker, 'exit');
  const [reply] = replies;
  if (reply?.kind === 'refused') throw new InputError(reply.problem);
  return reply?.kind === 'done' ? reply.calibration : null;
}
