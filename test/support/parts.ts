import type { TraceListener } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/report/result.js';
import type { QemuScenario } from '../../src/scenario/scenario.js';
import { QemuMigration } from '../../src/vmm/qemu-migration.js';
import { standardParts, type TransferParts } from '../../src/vmm/qemu-parts.js';

/** As `simulate`, with some parts of the migration replaced. */
export function simulateWith(
  scenario: QemuScenario,
  parts: Partial<TransferParts>,
  trace: TraceListener | null = null,
): MigrationResult {
  return new QemuMigration(scenario, trace, { ...standardParts, ...parts }).run();
}
