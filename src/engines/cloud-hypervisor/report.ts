import type { RangeTable } from '../../memory/range-table.js';

/** One pass over memory, as Cloud Hypervisor's log has it. Times in ms, memory in bytes. */
export interface MemoryPass {
  readonly iteration: number;
  /** Bytes that the table of this pass names. */
  readonly currentBytes: number;
  /** Bytes that all tables have named so far. */
  readonly totalBytes: number;
  readonly bytesPerSecond: number;
  readonly transferMs: number;
  /** Time of the pass beside its transfer. */
  readonly overheadMs: number;
  /** Null before there is a bandwidth. */
  readonly estimatedDowntimeMs: number | null;
  /** Since the memory migration began. */
  readonly elapsedMs: number;
  readonly averageBytesPerSecond: number;
}

/** The eight steps of the downtime, ms; they add up to it. */
export interface DowntimeSteps {
  readonly pauseMs: number;
  readonly finalDirtyLogMs: number;
  readonly finalMemoryMs: number;
  readonly joinMs: number;
  readonly releaseLocksMs: number;
  readonly stateMs: number;
  readonly sendStateMs: number;
  readonly completeMs: number;
}

/** A snapshot of the fork's progress object: one for each pass, none while a pass is sent. */
export interface MigrationProgress {
  readonly atMs: number;
  readonly phase: 'Starting' | 'Started' | 'MemoryPrecopy' | 'Completing';
  readonly state: 'Ongoing' | 'Finished' | 'Failed';
  readonly throttlePercent: number;
  readonly iteration: number;
  readonly bytesPerSecond: number;
  readonly estimatedDowntimeMs: number;
  readonly bytesTotal: number;
  readonly bytesTransmitted: number;
  readonly bytesRemainingIteration: number;
  readonly dirtyPagesPerSecond: number;
}

/** How long the DirtyLogWorker took to stop: its last harvest included, and after that harvest. */
export interface WorkerStop {
  readonly stopMs: number;
  readonly joinMs: number;
}

/** What the switchover adds to the report; null and 0 unless the migration completed. */
export interface SwitchoverReport {
  readonly steps: DowntimeSteps | null;
  /** Null without a DirtyLogWorker. */
  readonly workerStop: WorkerStop | null;
  /** The table of the last pass. */
  readonly finalTable: RangeTable | null;
  /** Bytes of pages that it names again. */
  readonly doublySentBytes: number;
}

/** What Cloud Hypervisor tells of a migration beside what every engine does. */
export interface CloudHypervisorReport extends SwitchoverReport {
  readonly passes: readonly MemoryPass[];
  readonly progress: readonly MigrationProgress[];
  readonly iterationEvents: number;
  /** Of the passes behind the first. */
  readonly meanOverheadMs: number;
  readonly harvests: number;
  readonly dirtyPagesPerSecond: number;
}
