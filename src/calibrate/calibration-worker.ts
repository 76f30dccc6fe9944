import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../input/input-error.js';
import { answerRequest } from './calibration-request.js';
import type { CalibrationReply, CalibrationRequest } from './calibration-thread.js';

const reply = (message: CalibrationReply): void => parentPort?.postMessage(message);
try {
  const calibration = answerRequest(workerData as CalibrationRequest, (text) =>
    reply({ kind: 'progress', text }),
  );
  reply({ kind: 'done', calibration });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  reply({ kind: 'refused', problem: error.detail });
}
