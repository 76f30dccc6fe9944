import { parentPort, workerData } from 'node:worker_threads';
import { InputError } from '../input/input-error.js';
import type { CalibrationReply, CalibrationRequest } from './calibration-thread.js';
import { calibrateRecorded } from './recorded/recorded-calibration.js';

const reply = (message: CalibrationReply): void => parentPort?.postMessage(message);
try {
  const { options, runs, start } = workerData as CalibrationRequest;
  const calibration = calibrateRecorded(runs, start, options, (text) =>
    reply({ kind: 'progress', text }),
  );
  reply({ kind: 'done', calibration });
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  reply({ kind: 'refused', problem: error.detail });
}
