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
  /** When it was asked for: milliseconds since the migrate command. */
  readonly polledAtMs: number;
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
  readonly dirtySyncCount: number;
  readonly expectedDowntimeMs: number;
  readonly throttlePercent: number;
  /** `dirty-limit-throttle-time-per-round`, us; absent unless the dirty limit is in service. */
  readonly dirtyLimitThrottleTimePerRoundUs?: number;
  /** `dirty-limit-ring-full-time`, us; absent unless the dirty limit is in service. */
  readonly dirtyLimitRingFullTimeUs?: number;
}

/** CPU time that the source's threads have used since the migrate command. */
export interface CpuTimes {
  /** When it was asked for: milliseconds since the migrate command. */
  readonly polledAtMs: number;
  /**
   * For which each vCPU was neither throttled nor stopped, ms; one number where all have the same. What a
   * workload makes of it is its own.
   */
  readonly vcpuRunMs: readonly number[];
  /** That finding, encoding and writing pages and syncing have taken, ms. */
  readonly migrationMs: number;
}

/** The answer in the states in which QEMU shows the status and nothing else: guestperf reads zeroes. */
export function statusOnlySample(status: ProgressSample['status'], polledAtMs = 0): ProgressSample {
  return {
    polledAtMs,
    status,
    durationMs: 0,
    transferredBytes: 0,
    remainingBytes: 0,
    totalBytes: 0,
    duplicatePages: 0,
    normalPages: 0,
    dirtyPagesPerSecond: 0,
    megabitsPerSecond: 0,
    dirtySyncCount: 0,
    expectedDowntimeMs: 0,
    throttlePercent: 0,
  };
}
