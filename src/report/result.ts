import type { CopyTiming } from '../guest/copy-timing.js';
import type { Downtime } from '../migration/downtime.js';
import type { OracleVerdict } from '../migration/oracle.js';
import type { ProgressSample } from '../migration/progress.js';
import type { Timeline } from '../migration/switchover-timeline.js';
import type { Scenario } from '../scenario/scenario.js';

export type { CopyTiming } from '../guest/copy-timing.js';
export type { Downtime, DowntimeParts } from '../migration/downtime.js';
export type { LostPage, OracleVerdict } from '../migration/oracle.js';
export type { Lane, LaneActivity, LaneSpan, Timeline } from '../migration/switchover-timeline.js';
export type { ProgressSample } from '../migration/progress.js';

/** What every run has, however it ended. */
export interface RunMeasurements {
  readonly scenario: Scenario;
  readonly totalTimeMs: number;
  readonly setupTimeMs: number;
  /** dirty-sync-count at the end. */
  readonly iterations: number;
  readonly maxThrottlePercent: number;
  readonly transferredBytes: number;
  /** One sample after each bitmap sync, as guestperf records them. */
  readonly history: readonly ProgressSample[];
  /** One sample a second, as guestperf's verbose lines show them. */
  readonly samples: readonly ProgressSample[];
  readonly copyTimings: readonly CopyTiming[];
  /** Null unless the scenario asked for the oracle. */
  readonly oracle: OracleVerdict | null;
}

export interface CompletedRun extends RunMeasurements {
  readonly status: 'completed';
  readonly downtime: Downtime;
  /** Which thread was busy when during the switchover. */
  readonly timeline: Timeline | null;
}

export interface CancelledRun extends RunMeasurements {
  readonly status: 'cancelled';
  readonly reason: 'max-iters' | 'max-time';
}

export interface FailedRun extends RunMeasurements {
  readonly status: 'failed';
  readonly reason: string;
}

/** How a migration ended. Only a completed one has a downtime. */
export type MigrationResult = CompletedRun | CancelledRun | FailedRun;
