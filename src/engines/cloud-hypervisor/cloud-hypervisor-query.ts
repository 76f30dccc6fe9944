import { PAGE_BYTES } from '../../memory/units.js';
import {
  type MigrationStatus,
  type ProgressSample,
  statusOnlySample,
} from '../../migration/progress.js';
import { wholeMs } from '../../sim/time.js';
import type { CloudHypervisorContext } from './context.js';

/** The progress of a migration by Cloud Hypervisor, as a poll like guestperf's would see it. */
export class CloudHypervisorQuery {
  status: MigrationStatus = 'setup';
  /** Passes that have begun. */
  passes = 0;

  constructor(private readonly context: CloudHypervisorContext) {}

  progress(polledAtMs: number): ProgressSample {
    const { clock, connections, journal, throttle } = this.context;
    const { latest } = journal;
    const { status } = this;
    if (status === 'setup' || status === 'failed') return statusOnlySample(status, polledAtMs);
    const isCompleted = status === 'completed';
    return {
      polledAtMs,
      status,
      durationMs: wholeMs(clock.now),
      transferredBytes: connections.bytesOnWire,
      remainingBytes: isCompleted ? 0 : latest.bytesRemainingIteration,
      totalBytes: latest.bytesTotal,
      duplicatePages: 0,
      normalPages: Math.round(connections.bytesOnWire / PAGE_BYTES),
      dirtyPagesPerSecond: latest.dirtyPagesPerSecond,
      megabitsPerSecond: (latest.bytesPerSecond * 8) / 1e6,
      dirtySyncCount: this.passes,
      expectedDowntimeMs: Math.round(latest.estimatedDowntimeMs),
      throttlePercent: isCompleted ? 0 : (throttle?.percent ?? 0),
    };
  }
}
