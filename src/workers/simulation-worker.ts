import { parentPort } from 'node:worker_threads';
import { type RunTask, runTask } from './run-task.js';

/** Runs the tasks that it is sent, and answers each. */
parentPort?.on('message', (task: RunTask) => {
  parentPort?.postMessage(runTask(task));
});
