import { PAGE_BYTES } from '../../memory/units.js';
import {
  type MigrationStatus,
  type ProgressSample,
  statusOnlySample,
} from '../../migration/progress.js';
import { wholeMs } from '../../sim/time.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { MigrationJournal } from './journal.js';
import type { MemoryConnections } from './memory-connections.js';
import type { VcpuThrottle } from './vcpu-throttle.js';

/** What the answers are made from. */
export interface QuerySources {
  readonly clock: VirtualClock;
  readonly connections: MemoryConnections;
  readonly journal: MigrationJournal;
  readonly throttle: VcpuThrottle | null;
}

/** The progress of a migration by Cloud Hypervisor, as a poll like guestperf's would see it. */
export class CloudHypervisorQuery {
  status: MigrationStatus = 'setup';
  /** Passes that have begun. */
  passes = 0;

  constructor(private readonly sources: QuerySources) {}

  progress(polledAtMs: number): ProgressSample {
    const { clock, connections, journal, throttle } = this.sources;
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
