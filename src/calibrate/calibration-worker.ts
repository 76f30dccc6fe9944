import { parentPort, workerData } from 'node:worker_threads';
import { calibrate } from './calibrate.js';
import type { CalibrationReply, CalibrationRequest } from './calibration-thread.js';

const { reference, start, options } = workerData as CalibrationRequest;
const reply = (message: CalibrationReply): void => parentPort?.postMessage(message);
const calibration = calibrate(reference, start, {
  ...options,
  onImprovement: (progress) => reply({ kind: 'progress', progress }),
});
reply({ kind: 'done', calibration });
