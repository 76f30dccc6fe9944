import type { CloudHypervisorReport } from './cloud-hypervisor/report.js';
import type { Downtime } from '../migration/downtime.js';
import type { CompressionReport } from './qemu/features/compression/compression-statistics.js';
import type { XbzrleReport } from './qemu/features/xbzrle/xbzrle-statistics.js';
import type { OracleVerdict } from '../migration/oracle.js';
import type { CancelReason } from '../migration/monitor.js';
import type { CpuTimes, ProgressSample } from '../migration/progress.js';
import type { Timeline } from '../migration/switchover-timeline.js';
import type { Scenario } from './scenario.js';
import type { StopConditionName } from '../migration/stop-condition-names.js';

export type {
  CloudHypervisorReport,
  DowntimeSteps,
  MemoryPass,
  MigrationProgress,
} from './cloud-hypervisor/report.js';
export type { Downtime, DowntimeParts } from '../migration/downtime.js';
export type { CompressionReport } from './qemu/features/compression/compression-statistics.js';
export type { XbzrleReport } from './qemu/features/xbzrle/xbzrle-statistics.js';
export type { LostPage, OracleVerdict } from '../migration/oracle.js';
export type { Lane, LaneActivity, LaneSpan, Timeline } from '../migration/switchover-timeline.js';
export type { CpuTimes, ProgressSample } from '../migration/progress.js';

/** A "copied 1 GB in N ms" line of the stress program. */
export interface CopyTiming {
  readonly vcpu: number;
  /** When the line was printed, ms since the migrate command (negative: before it). */
  readonly atMs: number;
  readonly copyMs: number;
}

/** CPU times of the source's threads. */
export interface CpuUse {
  /** Once a second, and at the end. */
  readonly samples: readonly CpuTimes[];
  readonly end: CpuTimes;
  /** Part of the time for which a vCPU may run that its workload keeps it busy, by vCPU; 1 is all. */
  readonly vcpuShares: readonly number[];
}

/** What a migration that may switch to postcopy did after the switch. */
export interface PostcopyMeasurements {
  /** When the switch began. */
  readonly startedMs: number;
  /** Pages that the destination asked for: postcopy-requests. */
  readonly requests: number;
  /** Bytes of RAM sent in postcopy: postcopy-bytes. */
  readonly ramBytes: number;
  /** For how long all vCPUs waited for pages: postcopy-blocktime. */
  readonly blocktimeMs: number;
  /** For how long each waited. */
  readonly vcpuBlocktimeMs: readonly number[];
}

/** What every run has, however it ended. */
export interface RunMeasurements {
  readonly scenario: Scenario;
  readonly totalTimeMs: number;
  readonly setupTimeMs: number;
  /** dirty-sync-count at the end. */
  readonly dirtySyncCount: number;
  readonly maxThrottlePercent: number;
  readonly transferredBytes: number;
  /** One sample after each bitmap sync, as guestperf records them. */
  readonly history: readonly ProgressSample[];
  /** One sample a second, as guestperf's verbose lines show them. */
  readonly samples: readonly ProgressSample[];
  /** The stress program's lines: those of the source, then those of the destination. */
  readonly copyTimings: readonly CopyTiming[];
  /** CPU times of the source; absent for Cloud Hypervisor, of which they are not modelled. */
  readonly cpu?: CpuUse;
  /**
   * Part of the time from the migrate command to the guest's stop for which its vCPUs ran and were not
   * held up by the dirty log, percent.
   */
  readonly guestSpeedPercent: number;
  /** When and by what the guest was paused during the migration; null if it was not. */
  readonly pause: { readonly atMs: number; readonly by: StopConditionName } | null;
  /** Null if it did not switch; absent if postcopy was not asked for. */
  readonly postcopy?: PostcopyMeasurements | null;
  /** What the dirty rings did; absent without. */
  readonly dirtyRing?: {
    /** How often a vCPU left the guest as its ring was full. */
    readonly fullExits: number;
    /** The longest that the dirty limit made a vCPU sleep for it, us. */
    readonly highestThrottleUs: number;
  };
  /** What XBZRLE counted; absent unless it was used. */
  readonly xbzrle?: XbzrleReport;
  /** What multi-thread compression counted; absent unless it was used. */
  readonly compression?: CompressionReport;
  /** Null unless the scenario asked for the oracle. */
  readonly oracle: OracleVerdict | null;
  /** What only Cloud Hypervisor tells. */
  readonly cloudHypervisor?: CloudHypervisorReport;
}

export interface CompletedRun extends RunMeasurements {
  readonly status: 'completed';
  readonly downtime: Downtime;
  /** What ended the migration; null if it converged by itself. */
  readonly stopCondition: StopConditionName | null;
  /** Which thread was busy when during the switchover. */
  readonly timeline: Timeline | null;
}

export interface CancelledRun extends RunMeasurements {
  readonly status: 'cancelled';
  readonly reason: CancelReason;
}

export interface FailedRun extends RunMeasurements {
  readonly status: 'failed';
  readonly reason: string;
}

/** How a migration ended. Only a completed one has a downtime. */
export type MigrationResult = CompletedRun | CancelledRun | FailedRun;
