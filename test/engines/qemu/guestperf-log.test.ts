import { expect, test } from 'vitest';
import { engineOf } from '../../../src/engines/engines.js';
import type { MigrationResult, ProgressSample } from '../../../src/engines/migration-result.js';
import { cancelledRun, completedRun } from '../../results/sample-results.js';

const sample: ProgressSample = {
  polledAtMs: 1000,
  status: 'active',
  durationMs: 1000,
  transferredBytes: 215.99 * 2 ** 20,
  remainingBytes: 102_000 * 2 ** 20,
  totalBytes: 102_912 * 2 ** 20,
  duplicatePages: 0,
  normalPages: 0,
  dirtyPagesPerSecond: 0,
  megabitsPerSecond: 1699.9,
  dirtySyncCount: 1,
  expectedDowntimeMs: 300,
  throttlePercent: 0,
};

const logOf = (result: MigrationResult): readonly string[] => engineOf(result.scenario).log(result);

test("prints guestperf's lines in its order, numbers truncated and five wide", () => {
  expect(logOf(completedRun({ samples: [sample, { ...sample, status: 'completed' }] }))).toEqual([
    'Sleeping 15 seconds for initial guest workload run',
    'Starting migration',
    'Iter 1: remain 102000MB of 102912MB (total   215MB @  1699Mb/sec)',
    'Sleeping 15 seconds for final guest workload run',
    'Finished migration',
  ]);
});

test('says why guestperf cancelled, and has no final sleep then', () => {
  expect(logOf(cancelledRun()).slice(2)).toEqual([
    'No completion after 1200 seconds',
    'Finished migration',
  ]);
  expect(logOf(cancelledRun({ reason: 'max-iters' })).slice(2)).toEqual([
    'No completion after 200 iterations over RAM',
    'Finished migration',
  ]);
});
