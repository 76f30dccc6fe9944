import { describe, expect, test } from 'vitest';
import {
  cloudHypervisorLog,
  passLine,
} from '../../../src/engines/cloud-hypervisor/cloud-hypervisor-log.js';
import type {
  CloudHypervisorReport,
  DowntimeSteps,
  MemoryPass,
} from '../../../src/engines/migration-result.js';
import { sendMigration } from '../../support/cloud-hypervisor.js';
import { completedRun } from '../../results/sample-results.js';

const MIB = 2 ** 20;

const firstPass: MemoryPass = {
  iteration: 0,
  currentBytes: 6144 * MIB - 1,
  totalBytes: 6144 * MIB - 1,
  bytesPerSecond: 1986.834 * MIB,
  transferMs: 3092.4,
  overheadMs: 0.9,
  estimatedDowntimeMs: null,
  elapsedMs: 3110.2,
  averageBytesPerSecond: 1975.406 * MIB,
};

test('a pass is a line of what the crate logs', () => {
  expect(passLine(firstPass)).toBe(
    'Precopy: iter=0 curr=6144MiB total=6144MiB bw=1986.83MiB/s transfer=3.09s overhead=0ms ' +
      'est_downtime=0ms elapsed=3.11s avg_bw=1975.41MiB/s',
  );
  expect(passLine({ ...firstPass, estimatedDowntimeMs: 269.9, overheadMs: 56.7 })).toContain(
    ' overhead=56ms est_downtime=269ms ',
  );
});

const steps: DowntimeSteps = {
  pauseMs: 1.1,
  finalDirtyLogMs: 9.5,
  finalMemoryMs: 259.9,
  joinMs: 0.1,
  releaseLocksMs: 0.2,
  stateMs: 7.4,
  sendStateMs: 19.1,
  completeMs: 1.2,
};

describe('the end', () => {
  const report: CloudHypervisorReport = {
    passes: [],
    progress: [],
    steps,
    iterationEvents: 0,
    meanOverheadMs: 0,
    workerStop: null,
    harvests: 0,
    dirtyPagesPerSecond: 0,
    finalTable: null,
    doublySentBytes: 0,
  };
  const { downtime } = completedRun();
  const totalMs = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
  const linesOf = (variant: 'ch-main' | 'ch-legacy'): string[] =>
    cloudHypervisorLog({
      ...completedRun({
        totalTimeMs: 2204.6,
        downtime: { ...downtime, totalMs },
        cloudHypervisor: report,
      }),
      scenario: sendMigration({ variant }),
    });

  test('is the total, the downtime, and its parts; behind them what they leave out', () => {
    expect(linesOf('ch-main')).toEqual([
      'Migration completed after 2.2s with a downtime of 298ms (goal was 300ms)',
      'Downtime breakdown: 298ms (final_iter:269ms state:7ms send_state:19ms complete:1ms), ' +
        'unaccounted: 1.4ms (pause, join, disk locks)',
    ]);
  });

  test('has no goal where the variant has none', () => {
    expect(linesOf('ch-legacy')[0]).toBe('Migration completed after 2.2s with a downtime of 298ms');
  });
});
