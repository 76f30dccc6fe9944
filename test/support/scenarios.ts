import {
  defaultManagement,
  defaultMigrationParameters,
  guestperfVmMib,
} from '../../src/settings/defaults.js';
import type { Accelerator, DirtyLogForm, HostParameters } from '../../src/profiles/host-profile.js';
import type { PostcopyParameters } from '../../src/engines/qemu/features/postcopy/postcopy.js';
import type { QemuVersion } from '../../src/profiles/qemu-version.js';
import type { Management, MigrationParameters, QemuScenario } from '../../src/engines/scenario.js';
import {
  plainTransfer,
  type TransferParameters,
} from '../../src/engines/qemu/features/multifd/transfer.js';
import type { Workload } from '../../src/profiles/workload.js';
import { hostProfile } from './hosts.js';

/** What a test wants to be other than plain. */
export interface ScenarioChanges {
  readonly version?: QemuVersion;
  readonly cpus?: number;
  readonly memGib?: number;
  /** RAM of the VM; without it, what guestperf gives to `memGib`. */
  readonly vmMib?: number;
  readonly stressMib?: number;
  /** Instead of stress. */
  readonly workload?: Workload;
  readonly dirtyLog?: DirtyLogForm;
  readonly accelerator?: Accelerator;
  readonly host?: Partial<HostParameters>;
  readonly migration?: Partial<MigrationParameters>;
  readonly transfer?: Partial<TransferParameters>;
  readonly postcopy?: PostcopyParameters;
  readonly management?: Partial<Management>;
  readonly seed?: string;
  readonly repeat?: number;
  readonly verify?: boolean;
}

/** A small scenario on the plain host: one vCPU, 1.5 GiB of RAM, 64 MiB under stress. */
export function scenario(changes: ScenarioChanges = {}): QemuScenario {
  const memGib = changes.memGib ?? 1;
  return {
    name: 'test',
    mode: 'original',
    vmm: 'qemu',
    version: changes.version ?? '9.1',
    hardware: {
      cpus: changes.cpus ?? 1,
      memGib,
      vmMib: changes.vmMib ?? guestperfVmMib(memGib),
      dirtyRingSize: 0,
    },
    workload: changes.workload ?? { kind: 'stress', stressMib: changes.stressMib ?? 64 },
    host: hostProfile(changes.host, changes.accelerator),
    dirtyLog: changes.dirtyLog ?? 'manual-protect',
    migration: { ...defaultMigrationParameters, ...changes.migration },
    transfer: { ...plainTransfer, ...changes.transfer },
    ...(changes.postcopy !== undefined && { postcopy: changes.postcopy }),
    management: {
      ...defaultManagement,
      maxIterations: 200,
      maxTimeSeconds: 1200,
      sleepSeconds: 2,
      ...changes.management,
    },
    seed: changes.seed ?? 'seed',
    repeat: changes.repeat ?? 1,
    verify: changes.verify ?? false,
  };
}

/** A guest that writes faster than the link carries, and is throttled until it does not. */
export function contended(changes: Pick<ScenarioChanges, 'seed' | 'repeat'> = {}): QemuScenario {
  return scenario({
    cpus: 4,
    stressMib: 2048,
    memGib: 4,
    host: { linkVariability: 0.2, workloadStartSpreadMs: 500 },
    migration: { autoConverge: true },
    ...changes,
  });
}
