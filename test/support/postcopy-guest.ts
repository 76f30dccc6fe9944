import { expect } from 'vitest';
import type { CompletedRun, MigrationResult } from '../../src/engines/migration-result.js';
import { simulate } from '../../src/engines/simulate.js';
import { scenario, type ScenarioChanges } from './scenarios.js';

/** A guest that writes 1024 MiB over and over, four times as fast as a link of 2 Gbit/s carries. */
export function busy(changes: ScenarioChanges = {}) {
  return scenario({
    ...(changes.workload === undefined && { stressMem: 1024 }),
    host: { linkGbitPerSecond: 2 },
    ...(changes.policy === undefined && { postCopy: true, postCopyIters: 2 }),
    verify: true,
    ...changes,
  });
}

export function completed(result: MigrationResult): CompletedRun {
  expect(result.oracle?.lostPages).toBe(0);
  if (result.status !== 'completed') throw new Error(`the run was ${result.status}`);
  return result;
}

export function ended(changes: ScenarioChanges = {}): CompletedRun {
  return completed(simulate(busy(changes)));
}
