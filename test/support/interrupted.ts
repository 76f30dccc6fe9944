import type { UnderWay } from '../../src/engines/qemu/under-way/seen.js';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { MigrationContext } from '../../src/migration/context.js';
import { DirtySync } from '../../src/migration/dirty-sync.js';
import type { TraceEvent } from '../../src/migration/trace.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { simulateWith } from './parts.js';

interface SyncSeen {
  readonly startMs: number;
  readonly endMs: number;
  readonly cause: string;
  readonly newlyDirty: number;
  readonly remaining: number;
  readonly transferred: number;
}

/** A whole migration, and what somebody would have seen of it at a moment; null if its pages were not on their way then. */
export interface Interrupted {
  readonly result: MigrationResult;
  readonly seen: UnderWay | null;
}

/** Simulates, and looks at the migration `atMs` after the migrate command. */
export function interrupted(scenario: QemuScenario, atMs: number): Interrupted {
  const look = new Look(atMs);
  class WatchedSync extends DirtySync {
    constructor(...parts: ConstructorParameters<typeof DirtySync>) {
      super(...parts);
      look.watch(this.context, this);
    }
  }
  const result = simulateWith(scenario, { DirtySync: WatchedSync }, (time, event) =>
    look.told(time, event),
  );
  return { result, seen: look.seen };
}

class Look {
  seen: UnderWay | null = null;
  private context!: MigrationContext;
  private sync!: DirtySync;
  private readonly syncs: SyncSeen[] = [];
  private bytesPerSecond = 0;
  private throttlePercent = 0;
  private highPeriods = 0;

  constructor(private readonly atMs: number) {}

  watch(context: MigrationContext, sync: DirtySync): void {
    this.context = context;
    this.sync = sync;
    context.clock.schedule(ns(Math.round(this.atMs * NS_PER_MS)), () => {
      this.seen = this.look();
    });
  }

  told(timeMs: number, event: TraceEvent): void {
    switch (event.event) {
      case 'sync':
        this.syncs.push({
          startMs: timeMs - event.duration_ms,
          endMs: timeMs,
          cause: event.cause,
          newlyDirty: event.newly_dirty_pages,
          remaining: event.remaining_bytes,
          transferred: this.context.counters.transferredBytes,
        });
        break;
      case 'bandwidth':
        this.bytesPerSecond = event.bytes_per_second;
        break;
      case 'throttle':
        this.throttlePercent = event.to_percent;
        break;
      case 'trigger':
        this.highPeriods =
          event.throttles && event.high_periods >= 2 ? 0 : Math.min(1, event.high_periods);
        break;
    }
  }

  private look(): UnderWay | null {
    const { context, sync, syncs } = this;
    const { bigLock, clock, counters, guest, mutex, ram } = context;
    const last = syncs.at(-1);
    if (last === undefined || mutex.isClosed || bigLock.isHeld) return null;
    const previous = syncs.at(-2);
    const isFirst = previous === undefined;
    const setupMs = syncs[0].endMs;
    const periodMs = sync.periodStart / NS_PER_MS;
    const judgedBy = syncs.findLast(({ endMs }) => endMs <= periodMs);
    const { memory } = ram;
    const zero = memory.extents.reduce(
      (sum, { content, end, start }) =>
        sum + (content === 'zero' ? ram.dirty.count(start, end) : 0),
      0,
    );
    return {
      elapsedMs: clock.now / NS_PER_MS,
      setupMs,
      dirtySyncCount: counters.dirtySyncCount,
      lastSyncMs: isFirst ? setupMs : last.startMs,
      previousSyncMs: isFirst ? null : Math.max(previous.startMs, 0),
      remainingBytes: ram.remainingBytes,
      remainingContentBytes: isFirst ? ram.remainingBytes - zero * 4096 : ram.remainingBytes,
      remainingAtLastSyncBytes: last.remaining,
      transferredBytes: counters.transferredBytes,
      bytesPerSecond: this.bytesPerSecond,
      throttlePercent: this.throttlePercent,
      period: {
        startMs: periodMs,
        transferredBytes: counters.transferredBytes - (judgedBy?.transferred ?? 0),
        dirtyPages: syncs
          .filter(({ endMs }) => endMs > periodMs)
          .reduce((sum, { newlyDirty }) => sum + newlyDirty, 0),
      },
      highPeriods: this.highPeriods,
      dirtyPagesPerSecond: counters.dirtyPagesPerSecond,
      backgroundSyncMs: syncs.findLast(({ cause }) => cause === 'background')?.endMs ?? null,
      stoppedMs: guest.stoppedAt === null ? null : guest.stoppedAt / NS_PER_MS,
    };
  }
}
