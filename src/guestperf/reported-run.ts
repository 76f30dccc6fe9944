import type { MigrationResult } from '../engines/migration-result.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
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

/**
 * What a report says of a run that has no effect on its simulation: guestperf's options as they were
 * given, null if they were not.
 */
export interface ReportSetting {
  readonly binary: string | null;
  readonly dstHost: string | null;
  readonly kernel: string | null;
  readonly initrd: string | null;
  readonly transport: string | null;
  readonly srcMemBind: string | null;
  readonly dstMemBind: string | null;
  readonly srcCpuBind: string | null;
  readonly dstCpuBind: string | null;
  readonly preallocPages: string | null;
  readonly hugePages: string | null;
  readonly lockedPages: string | null;
  /** What a reader of the report has to know about the scenario. */
  readonly notes: readonly string[];
}
