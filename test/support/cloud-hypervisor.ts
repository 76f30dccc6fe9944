import type { TraceListener } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { CloudHypervisorScenario } from '../../src/engines/scenario.js';
import {
  type CloudHypervisorParts,
  standardCloudHypervisorParts,
} from '../../src/engines/cloud-hypervisor/cloud-hypervisor-parts.js';
import { CloudHypervisorMigration } from '../../src/engines/cloud-hypervisor/cloud-hypervisor-migration.js';
import type { HostNumbers } from '../../src/profiles/host.js';
import { resolve, type Settings } from '../../src/settings/resolve.js';
import { hostProfile } from './hosts.js';

/** What a test wants to be other than plain: settings, and numbers of the plain hosts. */
export interface CloudHypervisorChanges extends Omit<Settings, 'host'> {
  readonly host?: Partial<HostNumbers>;
}

/** A small guest on the plain hosts, checked by the oracle: one vCPU, 256 MiB, 64 under stress. */
export function sendMigration({
  host,
  ...settings
}: CloudHypervisorChanges = {}): CloudHypervisorScenario {
  const made = resolve(
    {
      vmm: 'cloud-hypervisor',
      vmMem: 256,
      sleep: 2,
      seed: 'seed',
      verify: true,
      ...(settings.workload === undefined && { stressMem: 64 }),
      ...settings,
      host: hostProfile(host),
    },
    { name: 'test' },
  );
  if (made.vmm === 'cloud-hypervisor') return made;
  throw new Error('not a migration by Cloud Hypervisor');
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
