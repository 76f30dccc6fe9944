import type { Accelerator } from '../profiles/accelerator.js';

/** QEMU's word for where a migration stands (qapi/migration.json, MigrationStatus). */
export const migrationStatuses = [
  'none',
  'setup',
  'cancelling',
  'cancelled',
  'active',
  'postcopy-device',
  'postcopy-active',
  'postcopy-paused',
  'postcopy-recover-setup',
  'postcopy-recover',
  'completed',
  'failing',
  'failed',
  'colo',
  'pre-switchover',
  'device',
  'wait-unplug',
] as const;
export type MigrationStatus = (typeof migrationStatuses)[number];

/** RAM in one answer, in QEMU's own counters (MigrationStats). */
export interface RamReading {
  readonly totalBytes: number;
  /** What is still to be sent as far as QEMU knows: it grows only when the log is synced. */
  readonly remainingBytes: number;
  readonly transferredBytes: number;
  /** Pages of 4 KiB sent as zero, and sent with content; null where the source does not tell. */
  readonly zeroPages: number | null;
  readonly normalPages: number | null;
  /** Pages of 4 KiB newly dirtied per second in the last period of more than a second; 0 before there is one. */
  readonly dirtyPagesPerSecond: number;
  /** QEMU's dirty-sync-count; null where the source does not tell. */
  readonly dirtySyncCount: number | null;
  /** Rate of the last window of 100 ms, of all the migration once it is completed, bytes a second; null where the source does not tell. */
  readonly bytesPerSecond: number | null;
  /** Bytes sent while the guest stood still before the end (QEMU 7.0, downtime-bytes); null where the source does not tell. */
  readonly whileStoppedBytes: number | null;
}

/** What one answer to `query-migrate`, `domjobinfo` or a line of a report says of a migration that runs or has run. */
export interface MigrationReading {
  /** Time since the migrate command, ms: QEMU's total-time, or as near to it as an answer without one tells. */
  readonly elapsedMs: number;
  readonly status: MigrationStatus;
  readonly setupMs: number | null;
  /** As QEMU reports it at the end, or after the switch to postcopy; null before. */
  readonly downtimeMs: number | null;
  /** QEMU's own guess; null where the source does not tell. */
  readonly expectedDowntimeMs: number | null;
  /** 0 where the source names none. */
  readonly throttlePercent: number;
  /** Null before RAM is sent, and after a cancel. */
  readonly ram: RamReading | null;
  /** QEMU's error-desc, made printable; null if there is none. */
  readonly failure: string | null;
}

/** Parameters and capabilities of a migration, where they are known; null where nobody has said. */
export interface MigrationSetup {
  readonly downtimeLimitMs: number | null;
  /** Bytes a second; 0 is no limit. */
  readonly maxBandwidth: number | null;
  readonly autoConverge: boolean | null;
  readonly throttleInitial: number | null;
  readonly throttleIncrement: number | null;
  readonly maxThrottle: number | null;
  readonly postcopy: boolean | null;
  readonly multifd: boolean | null;
  readonly xbzrle: boolean | null;
  /** `10.0`, as QEMU names itself. */
  readonly qemuVersion: string | null;
  readonly vcpus: number | null;
  readonly accelerator: Accelerator | null;
}

export const unknownSetup: MigrationSetup = {
  downtimeLimitMs: null,
  maxBandwidth: null,
  autoConverge: null,
  throttleInitial: null,
  throttleIncrement: null,
  maxThrottle: null,
  postcopy: null,
  multifd: null,
  xbzrle: null,
  qemuVersion: null,
  vcpus: null,
  accelerator: null,
};

/** A migration as far as it was seen: readings in order of time. */
export interface ObservedMigration {
  readonly setup: MigrationSetup;
  readonly readings: readonly MigrationReading[];
}

/** Whether nothing follows a reading of this status. */
export function isFinal(status: MigrationStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
