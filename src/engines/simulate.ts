import type { TraceListener } from '../migration/trace.js';
import type { MigrationResult } from './migration-result.js';
import type { Scenario } from './scenario.js';
import { CloudHypervisorMigration } from './cloud-hypervisor/cloud-hypervisor-migration.js';
import { QemuMigration } from './qemu/qemu-migration.js';

export interface SimulateOptions {
  /** Told of each decision of the migration; does not change the result. */
  readonly trace?: TraceListener;
}

/**
 * Runs one migration in simulation. Pure: the same scenario gives the same result, whatever ran
 * before, on any machine.
 */
export function simulate(scenario: Scenario, options: SimulateOptions = {}): MigrationResult {
  return scenario.vmm === 'qemu'
    ? new QemuMigration(scenario, options.trace ?? null).run()
    : new CloudHypervisorMigration(scenario, options.trace ?? null).run();
}
