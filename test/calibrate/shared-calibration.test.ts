import { expect, test } from 'vitest';
import { calibrateWith } from '../../src/calibrate/shared-calibration.js';
import type { Scenario } from '../../src/engines/scenario.js';
import type { RunRecord } from '../../src/results/run-record.js';
import { loadPublishedReference } from '../../src/validate/published-reference.js';
import { hostProfile } from '../support/hosts.js';

const reference = loadPublishedReference('auto-converge-refinements-v1');
const options = { name: 'fitted', description: 'by a test', modes: ['original'] };

/** A model that is had at once: faster links and hosts end sooner. */
function figuresOf({ host, repeat, workload }: Scenario): RunRecord {
  const { linkGbitPerSecond, linkVariability, memoryWriteMbPerSecond } = host.numbers;
  const mib = workload.kind === 'stress' ? workload.stressMib : 0;
  const luck = 1 + linkVariability * Math.sin(repeat + mib);
  return {
    downtime_ms: (300 * luck) / linkGbitPerSecond,
    total_time_ms: ((100_000 + 100 * mib) * luck) / linkGbitPerSecond,
    iterations: Math.round(memoryWriteMbPerSecond / 400),
    max_throttle_percent: 99,
  } as RunRecord;
}

test('no run is made twice, and those of many hosts are asked for together', async () => {
  const asked: string[] = [];
  const batches: number[] = [];
  const calibration = await calibrateWith(
    async (scenarios) => {
      batches.push(scenarios.length);
      asked.push(...scenarios.map((scenario) => JSON.stringify(scenario)));
      return scenarios.map(figuresOf);
    },
    reference,
    hostProfile(),
    options,
  );
  expect(new Set(asked).size).toBe(asked.length);
  const cells = reference.cells.filter(({ mode }) => mode === 'original').length;
  // All eight valleys begin at once, with four runs in each cell.
  expect(batches[0]).toBe(8 * 4 * cells);
  expect(asked.length).toBeLessThan(calibration.evaluations * 24 * cells);
  const fitted = calibration.host.parameters.linkGbitPerSecond;
  expect(fitted.provenance).toBe('fitted');
});
