import type {
  CancelledRun,
  CompletedRun,
  RunMeasurements,
} from '../../src/engines/migration-result.js';
import { defaultManagement, defaultMigrationParameters } from '../../src/settings/defaults.js';
import { loadHostProfile } from '../../src/profiles/host-profile-file.js';
import type { QemuScenario } from '../../src/engines/scenario.js';

export function sampleScenario(changes: Partial<QemuScenario> = {}): QemuScenario {
  return {
    name: 'perfreport',
    mode: 'original',
    vmm: 'qemu',
    version: '9.1',
    hardware: { cpus: 16, memGib: 100, vmMib: 1024 * 100 + 512, dirtyRingSize: 0 },
    workload: { kind: 'stress', stressMib: 3000 },
    host: loadHostProfile('generic-10g'),
    dirtyLog: 'manual-protect',
    migration: { ...defaultMigrationParameters, autoConverge: true },
    management: { ...defaultManagement, maxIterations: 200, maxTimeSeconds: 1200 },
    seed: '1',
    repeat: 1,
    verify: false,
    ...changes,
  };
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
  scenario: Partial<QemuScenario> = {},
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
  scenario: Partial<QemuScenario> = {},
): CancelledRun {
  return {
    ...measurements(sampleScenario(scenario)),
    status: 'cancelled',
    reason: 'max-time',
    ...changes,
  };
}
