import { parentPort } from 'node:worker_threads';
import { runRecord } from '../../report/run-record.js';
import type { Scenario } from '../../scenario/scenario.js';
import { simulate } from '../../vmm/simulate.js';

/** Runs the scenarios that it is sent, and answers each with its record. */
parentPort?.on('message', (scenario: Scenario) => {
  parentPort?.postMessage(runRecord(simulate(scenario)));
});
