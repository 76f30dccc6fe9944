import type { MigrationResult } from '../engines/migration-result.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { ReportSetting } from './report-setting.js';
import type { CpuTimings } from './report-timings.js';

/** A run of QEMU, and what its report needs beside its result. */
export interface ReportedRun {
  readonly version: QemuVersion;
  readonly scenario: QemuScenario;
  readonly result: MigrationResult;
  readonly cpu: CpuTimings;
  readonly setting: ReportSetting;
  /** The migrate command, ms since the epoch. */
  readonly epochMs: number;
}
