import { DirtyLog } from '../../src/host/dirty-log.js';
import { Completion } from '../../src/migration/completion.js';
import { Xbzrle } from '../../src/migration/encoding/xbzrle.js';
import { IterationBitmaps } from '../../src/migration/convergence/iteration-bitmaps.js';
import { DirtySync } from '../../src/migration/dirty-sync.js';
import { MultifdSender } from '../../src/migration/multifd/multifd-sender.js';
import { PageSender } from '../../src/migration/page-sender.js';
import { PostcopyPhase } from '../../src/migration/postcopy/postcopy-phase.js';
import { PostcopySwitchover } from '../../src/migration/postcopy/postcopy-switchover.js';
import type { TraceListener } from '../../src/migration/trace.js';
import type { MigrationResult } from '../../src/report/result.js';
import type { QemuScenario } from '../../src/scenario/scenario.js';
import { QemuMigration, type TransferParts } from '../../src/vmm/qemu-migration.js';

const standardParts: TransferParts = {
  DirtyLog,
  DirtySync,
  PageSender,
  MultifdSender,
  Completion,
  IterationBitmaps,
  PostcopySwitchover,
  PostcopyPhase,
  Xbzrle,
};

/** As `simulate`, with some parts of the migration replaced. */
export function simulateWith(
  scenario: QemuScenario,
  parts: Partial<TransferParts>,
  trace: TraceListener | null = null,
): MigrationResult {
  return new QemuMigration(scenario, trace, { ...standardParts, ...parts }).run();
}
