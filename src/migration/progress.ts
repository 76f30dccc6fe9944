/** QEMU's states of a migration, as far as they are modelled. */
export type MigrationStatus =
  | 'setup'
  | 'active'
  | 'device'
  | 'postcopy-device'
  | 'postcopy-active'
  | 'completed'
  | 'cancelled'
  | 'failed';

/** One answer to query-migrate, as guestperf's poll sees it. */
export interface ProgressSample {
  readonly status: MigrationStatus;
  /** Milliseconds since the migrate command. */
  readonly durationMs: number;
  readonly transferredBytes: number;
  readonly remainingBytes: number;
  readonly totalBytes: number;
  readonly duplicatePages: number;
  readonly normalPages: number;
  readonly dirtyPagesPerSecond: number;
  readonly megabitsPerSecond: number;
  readonly iterations: number;
  readonly expectedDowntimeMs: number;
  readonly throttlePercent: number;
}

/** The answer in the states in which QEMU shows the status and nothing else: guestperf reads zeroes. */
export function statusOnlySample(status: ProgressSample['status']): ProgressSample {
  return {
    status,
    durationMs: 0,
    transferredBytes: 0,
    remainingBytes: 0,
    totalBytes: 0,
    duplicatePages: 0,
    normalPages: 0,
    dirtyPagesPerSecond: 0,
    megabitsPerSecond: 0,
    iterations: 0,
    expectedDowntimeMs: 0,
    throttlePercent: 0,
  };
}
