import type { TraceListener } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { QemuMigration } from '../../src/engines/qemu/qemu-migration.js';
import { standardParts, type TransferParts } from '../../src/engines/qemu/qemu-parts.js';

/** As `simulate`, with some parts of the migration replaced. */
export function simulateWith(
  scenario: QemuScenario,
  parts: Partial<TransferParts>,
  trace: TraceListener | null = null,
): MigrationResult {
  return new QemuMigration(scenario, trace, { ...standardParts, ...parts }).run();
}

/** As `simulate`, for settings that it refuses: the engine has to keep every page under those as well. */
export function simulateUnchecked(
  scenario: QemuScenario,
  { trace = null }: { readonly trace?: TraceListener | null } = {},
): MigrationResult {
  return simulateWith(scenario, {}, trace);
}
