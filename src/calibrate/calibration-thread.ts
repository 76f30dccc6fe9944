import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { Calibration, CalibrationOptions } from './calibrate.js';
import type { PublishedReference } from '../validate/published-reference.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { workerFile } from '../workers/worker-file.js';

export interface CalibrationRequest {
  readonly reference: PublishedReference;
  readonly start: HostProfile;
  readonly options: Omit<CalibrationOptions, 'onImprovement'>;
}

type ProgressListener = NonNullable<CalibrationOptions['onImprovement']>;
type Progress = Parameters<ProgressListener>[0];

/** What the thread says. */
export type CalibrationReply =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'done'; readonly calibration: Calibration };

/**
 * Calibrates in a thread of its own: it takes minutes, in which an interruption must be heard.
 *
 * @returns null after an interruption
 */
export async function calibrateInThread(
  request: CalibrationRequest,
  interruption: AbortSignal,
  onProgress: ProgressListener,
): Promise<Calibration | null> {
  // Who interrupts before the thread is there is not told again.
  if (interruption.aborted) return null;
  const file = workerFile('calibration-worker');
  if (file === null) {
    const { calibrate } = await import('./calibrate.js');
    const { reference, start, options } = request;
    return calibrate(reference, start, { ...options, onImprovement: onProgress });
  }
  const worker = new Worker(file, { workerData: request });
  let found: Calibration | null = null;
  worker.on('message', (reply: CalibrationReply) => {
    if (reply.kind === 'done') found = reply.calibration;
    else onProgress(reply.progress);
  });
  const stop = (): void => void worker.terminate();
  interruption.addEventListener('abort', stop);
  // Rejects if the thread fails.
  await once(worker, 'exit');
  return found;
}
