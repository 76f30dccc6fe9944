import type { ThrottledClock } from '../../guest/throttled-clock.js';
import type { VcpuClock } from '../../guest/vcpu-clock.js';
import type { BandwidthWindow } from '../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../migration/context.js';
import type { DirtyLimit } from './features/dirty-limit/dirty-limit.js';
import {
  type CpuTimes,
  type MigrationStatus,
  type ProgressSample,
  statusOnlySample,
} from '../../migration/progress.js';
import { CpuTimesTable } from '../../migration/sample-table.js';
import type { CpuSampler } from '../../migration/monitor.js';
import { NS_PER_MS, wholeMs } from '../../sim/time.js';

/** What the answers are made from. */
export interface QuerySources {
  readonly context: MigrationContext;
  readonly window: BandwidthWindow;
  readonly runClock: ThrottledClock;
  /** Null without the dirty limit. */
  readonly dirtyLimit: DirtyLimit | null;
  /** Whether the status tells that the switchover is under way (QEMU 10.0). */
  readonly showsDeviceState: boolean;
}

/** QEMU's answers to guestperf's polls: query-migrate, and the CPU times of its threads. */
export class QemuQuery implements CpuSampler {
  /** The state of the migration. */
  status: MigrationStatus = 'setup';
  /** The vCPUs' clocks of their rings, where they have any. Polls are many: one list serves them all. */
  private readonly ringClocks: readonly VcpuClock[] | null;

  constructor(private readonly sources: QuerySources) {
    const { rings } = sources.context.guest;
    this.ringClocks = rings?.all.map((ring) => ring.clock) ?? null;
  }

  /** query-migrate. */
  migrate(polledAtMs: number): ProgressSample {
    const { context, dirtyLimit, runClock, showsDeviceState, window } = this.sources;
    const { clock, counters, mutex, ram } = context;
    const { status } = this;
    if (status === 'setup' || status === 'cancelled') return statusOnlySample(status, polledAtMs);
    const isCompleted = status === 'completed';
    const isSwitchingOver = status === 'active' && mutex.isClosed;
    const sample: ProgressSample = {
      polledAtMs,
      status: isSwitchingOver && showsDeviceState ? 'device' : status,
      durationMs: wholeMs(clock.now),
      transferredBytes: counters.transferredBytes,
      remainingBytes: isCompleted ? 0 : ram.remainingBytes,
      totalBytes: ram.totalBytes,
      duplicatePages: counters.duplicatePages,
      normalPages: counters.normalPages,
      dirtyPagesPerSecond: isCompleted ? 0 : counters.dirtyPagesPerSecond,
      megabitsPerSecond: window.megabitsPerSecond,
      dirtySyncCount: counters.dirtySyncCount,
      expectedDowntimeMs: window.expectedDowntimeMs,
      throttlePercent: isCompleted ? 0 : runClock.throttlePercent,
    };
    return dirtyLimit === null ? sample : { ...sample, ...dirtyLimit.status() };
  }

  get vcpus(): number {
    return this.clocks.length;
  }

  private get clocks(): readonly VcpuClock[] {
    return this.ringClocks ?? this.sources.runClock.all;
  }

  sample(polledAtMs: number, table: CpuTimesTable): void {
    const { clock, counters } = this.sources.context;
    table.add(polledAtMs, counters.cpuTime / NS_PER_MS, this.clocks, clock.now);
  }

  /** CPU times of now. */
  cpuTimes(polledAtMs: number): CpuTimes {
    const times = new CpuTimesTable();
    this.sample(polledAtMs, times);
    return times.list()[0];
  }
}
