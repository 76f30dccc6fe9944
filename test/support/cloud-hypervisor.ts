import type { TraceListener } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { CloudHypervisorVariant } from '../../src/engines/cloud-hypervisor/cloud-hypervisor.js';
import {
  type HostCloudHypervisor,
  type HostCloudHypervisorProfile,
} from '../../src/profiles/host-cloud-hypervisor.js';
import type { HostParameters } from '../../src/profiles/host-profile.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import {
  type SendMigrationChoice,
  sendMigrationScenario,
} from '../../src/engines/cloud-hypervisor/send-migration.js';
import type { Workload } from '../../src/profiles/workload.js';
import { CloudHypervisorMigration } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-migration.js';
import {
  type CloudHypervisorParts,
  standardCloudHypervisorParts,
} from '../../src/engines/cloud-hypervisor/cloud-hypervisor-parts.js';
import { hostProfile } from './hosts.js';

/** What a test wants to be other than plain. */
export interface CloudHypervisorChanges {
  readonly variant?: CloudHypervisorVariant;
  readonly choice?: SendMigrationChoice;
  readonly cpus?: number;
  readonly vmMib?: number;
  readonly stressMib?: number;
  /** Instead of stress. */
  readonly workload?: Workload;
  readonly host?: Partial<HostParameters>;
  readonly costs?: Partial<HostCloudHypervisor>;
  readonly sleepSeconds?: number;
  readonly seed?: string;
}

/** A small guest on the plain hosts, checked by the oracle: one vCPU, 256 MiB, 64 under stress. */
export function sendMigration(changes: CloudHypervisorChanges = {}): CloudHypervisorScenario {
  const variant = changes.variant ?? 'ch-main';
  const cloudHypervisor = Object.fromEntries(
    Object.entries(changes.costs ?? {}).map(([name, value]) => [
      name,
      { value, provenance: 'assumed', source: 'test' },
    ]),
  ) as HostCloudHypervisorProfile;
  return sendMigrationScenario(changes.choice ?? {}, {
    name: 'test',
    mode: variant,
    variant,
    cpus: changes.cpus ?? 1,
    memGib: 1,
    vmMib: changes.vmMib ?? 256,
    sleepSeconds: changes.sleepSeconds ?? 2,
    workload: changes.workload ?? { kind: 'stress', stressMib: changes.stressMib ?? 64 },
    host: { ...hostProfile(changes.host), cloudHypervisor },
    seed: changes.seed ?? 'seed',
    repeat: 1,
    verify: true,
  });
}

/** As `simulate`, with some parts of the migration replaced. */
export function migrateWith(
  scenario: CloudHypervisorScenario,
  parts: Partial<CloudHypervisorParts> = {},
  trace: TraceListener | null = null,
): MigrationResult {
  return new CloudHypervisorMigration(scenario, trace, {
    ...standardCloudHypervisorParts,
    ...parts,
  }).run();
}
