import type {
  CancelledRun,
  CompletedRun,
  RunMeasurements,
} from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { resolve, type ScenarioLabels, type Settings } from '../../src/settings/resolve.js';

/** Settings, and what the scenario is called. */
interface SampleChanges extends Omit<Settings, 'mode'>, ScenarioLabels {}

/** A light load under the command of the published runs. */
export function sampleScenario(changes: SampleChanges = {}): QemuScenario {
  const { name = 'perfreport', mode = 'original', repeat = 1, ...settings } = changes;
  const made = resolve(
    {
      qemu: '9.1',
      cpus: 16,
      mem: 100,
      ...(settings.workload === undefined && { stressMem: 3000 }),
      autoConverge: true,
      backgroundSync: 'off',
      maxIters: 200,
      maxTime: 1200,
      ...settings,
    },
    { name, mode, repeat },
  );
  if (made.vmm === 'qemu') return made;
  throw new Error('not a migration by QEMU');
}

function measurements(scenario: QemuScenario): RunMeasurements {
  return {
    scenario,
    totalTimeMs: 404_398.4,
    setupTimeMs: 2,
    dirtySyncCount: 26,
    maxThrottlePercent: 99,
    transferredBytes: 80_000_000_000,
    history: [],
    samples: [],
    copyTimings: [],
    cpu: {
      samples: [],
      end: { polledAtMs: 404_398.4, vcpuRunMs: [0], migrationMs: 0 },
      vcpuShares: [],
    },
    guestSpeedPercent: 42,
    pause: null,
    oracle: null,
  };
}

export function completedRun(
  changes: Partial<CompletedRun> = {},
  scenario: SampleChanges = {},
): CompletedRun {
  return {
    ...measurements(sampleScenario(scenario)),
    status: 'completed',
    stopCondition: null,
    timeline: null,
    downtime: {
      totalMs: 0.1 + 0.2 + 514.7,
      parts: {
        stopMs: 0.1,
        finalSyncMs: 0.2,
        residualRamMs: 511.7,
        deviceStateMs: 3,
        loadMs: 0,
        startMs: 0,
      },
      blackoutMs: 520,
      residualBytes: 100_000_000,
    },
    ...changes,
  };
}

export function cancelledRun(
  changes: Partial<CancelledRun> = {},
  scenario: SampleChanges = {},
): CancelledRun {
  return {
    ...measurements(sampleScenario(scenario)),
    status: 'cancelled',
    reason: 'max-time',
    ...changes,
  };
}
