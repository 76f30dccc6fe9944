import type { SyncCount } from '../host/dirty-log.js';
import { FetchedLog, type SpareBitmaps } from '../host/fetched-log.js';
import { PAGE_BYTES } from '../memory/units.js';
import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../sim/time.js';
import type { BitmapMerge, MergeCount } from './bitmap-merge.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { SyncCause } from './trace.js';

/** A period is judged when it has lasted longer than this. */
const PERIOD_MS = 1000;

/** What was sent and what was dirtied in a period of more than a second. */
export interface DirtyPeriod {
  readonly elapsedMs: number;
  readonly transferredBytes: number;
  readonly dirtyBytes: number;
  /** Pages of which something was sent. */
  readonly sentPages: number;
}

/** A period that is not over, and the sync in it. */
export interface OpenPeriod {
  readonly start: Nanoseconds;
  /** Bytes sent since then. */
  readonly transferredBytes: number;
  /** Pages newly dirty since then. */
  readonly dirtyPages: number;
  /** Bytes that were pending at the end of the last sync. */
  readonly remainingAtLastSync: number;
}

/** Told of each period at its end: what throttles the guest, and the rates that are worked out then. */
export interface PeriodListener {
  periodEnded(period: DirtyPeriod, now: Nanoseconds): void;
}

/** Told before and after each sync, whoever syncs (QEMU, the precopy notifier). */
export interface SyncNotifier {
  beforeSync(): void;
  afterSync(): void;
}

/** Who is told of syncs and periods, in this order. */
export interface SyncListeners {
  readonly periods: readonly PeriodListener[];
  readonly notifiers: readonly SyncNotifier[];
}

const noListeners: SyncListeners = { periods: [], notifiers: [] };

/** The bitmap sync and the accounting around it (QEMU, migration_bitmap_sync). */
export class DirtySync {
  /** Bytes that were pending at the end of the last sync. */
  remainingAtLastSync = 0;
  /** Start of the current accounting period (QEMU, time_last_bitmap_sync). */
  periodStart: Nanoseconds = ns(0);
  private periodDirtyPages = 0;
  private periodStartBytes = 0;
  private periodStartPages = 0;
  private readonly spareBitmaps: SpareBitmaps = new Map();

  constructor(
    protected readonly context: MigrationContext,
    protected readonly merge: BitmapMerge,
    private readonly listeners = noListeners,
  ) {}

  /** Goes on in the middle of a migration, whose counters are as they were seen. */
  takeUp({ dirtyPages, remainingAtLastSync, start, transferredBytes }: OpenPeriod): void {
    const { counters } = this.context;
    this.remainingAtLastSync = remainingAtLastSync;
    this.periodStart = start;
    this.periodDirtyPages = dirtyPages;
    this.periodStartBytes = counters.transferredBytes - transferredBytes;
    this.periodStartPages = counters.sentPages;
  }

  /** A sync of the migration thread, which waits for it, and before that for the locks. */
  sync(cause: SyncCause): void {
    const { bigLock, mutex } = this.context;
    bigLock.take();
    mutex.enterStep();
    this.syncLocked(cause);
    mutex.leaveStep();
    bigLock.release();
  }

  private syncLocked(cause: SyncCause): void {
    const start = this.context.clock.now;
    // Rings are collected when each vCPU has left the guest once (QEMU, kvm_dirty_ring_flush).
    if (this.context.guest.rings !== null) this.context.clock.advanceBy(this.vcpuWait());
    const { log, ram } = this.context;
    const merged = this.collect('iteration', () => this.merge.mergeIteration(log, ram));
    const wait = this.context.guest.rings === null ? this.vcpuWait() : 0;
    this.context.clock.advanceBy(ns(wait + this.duration(merged)));
    this.account(cause, start, merged);
  }

  /**
   * A sync by somebody else, beginning at `now`.
   *
   * @returns when it ends; until then the bitmap is not free
   */
  syncInBackground(now: Nanoseconds): Nanoseconds {
    const { clock, log, ram } = this.context;
    const merged = this.collect('background', () => this.merge.mergeBackground(log, ram));
    const end = ns(now + Math.round(this.vcpuWait() + this.duration(merged)));
    clock.schedule(end, () => this.account('background', now, merged));
    return end;
  }

  /**
   * A sync by somebody else who has the big lock, beginning now. The log is fetched while pages are sent, and
   * merged when no step holds the bitmap (QEMU, migration_bitmap_sync); it ends with the merge.
   */
  fetchAndMerge(done: (end: Nanoseconds) => void): void {
    const { clock, mutex, ram } = this.context;
    const start = clock.now;
    const { found, log } = this.collect('background', () => this.fetch());
    const fetchedAt = ns(start + Math.round(this.vcpuWait() + this.logDuration(found)));
    clock.schedule(fetchedAt, () =>
      mutex.request((mergedFrom) => {
        const merged = this.merge.mergeBackground(log, ram);
        log.giveBack();
        const end = ns(mergedFrom + Math.round(this.walkDuration(merged)));
        clock.schedule(end, () => {
          this.account('background', start, merged);
          done(end);
        });
        return end;
      }),
    );
  }

  private fetch(): { readonly found: SyncCount; readonly log: FetchedLog } {
    const log = new FetchedLog(this.context.log, this.spareBitmaps);
    return { found: log.found, log };
  }

  /**
   * Works out the guest's writes so far and takes the log.
   *
   * @param take takes it, while rings are empty
   */
  protected collect<Taken extends { readonly found: SyncCount }>(
    kind: 'iteration' | 'background',
    take: () => Taken,
  ): Taken {
    const { clock, counters, guest, observer } = this.context;
    for (const notifier of this.listeners.notifiers) notifier.beforeSync();
    counters.dirtySyncCount++;
    if (counters.dirtySyncCount === 1) this.periodStart = clock.now;
    if (kind === 'iteration') counters.iterationCount++;
    guest.advance(clock.now);
    observer?.synced(clock.now);
    const entries = guest.rings?.empty(clock.now);
    const taken = take();
    if (entries === undefined) return taken;
    guest.rings?.restart(clock.now);
    // What went through the rings before was protected again by the vCPUs themselves.
    return { ...taken, found: { ...taken.found, reprotectedPages: entries } };
  }

  private vcpuWait(): Nanoseconds {
    const { clock, costs, guest } = this.context;
    return costs.syncWaitsForVcpus ? ns(guest.awakeAt(clock.now) - clock.now) : ns(0);
  }

  private duration(merged: MergeCount): Nanoseconds {
    return ns(this.logDuration(merged.found) + this.walkDuration(merged));
  }

  /** What fetching the log takes, and moving its words from bitmap to bitmap. */
  private logDuration({ reprotectedPages }: SyncCount): Nanoseconds {
    const { sync, loggedPage } = this.context.costs;
    return this.counted(ns(sync + reprotectedPages * loggedPage));
  }

  private walkDuration({ walkedPages }: MergeCount): Nanoseconds {
    return this.counted(ns(walkedPages * this.context.costs.walkedPage));
  }

  /** CPU time of the migration's own work. */
  private counted(work: Nanoseconds): Nanoseconds {
    const { counters } = this.context;
    counters.cpuTime = ns(counters.cpuTime + work);
    return work;
  }

  private account(
    cause: SyncCause,
    start: Nanoseconds,
    { found, periodDirtyPages }: MergeCount,
  ): void {
    const { clock, counters, ram } = this.context;
    this.periodDirtyPages += periodDirtyPages;
    this.remainingAtLastSync = ram.remainingBytes;
    traceEvent(this.context, {
      event: 'sync',
      cause,
      sync_count: counters.dirtySyncCount,
      iteration_count: counters.iterationCount,
      duration_ms: (clock.now - start) / NS_PER_MS,
      logged_pages: found.loggedPages,
      newly_dirty_pages: periodDirtyPages,
      remaining_bytes: ram.remainingBytes,
    });
    this.judgePeriod();
    for (const notifier of this.listeners.notifiers) notifier.afterSync();
  }

  /** Whole ms since the present period began. */
  get sincePeriodMs(): number {
    return wholeMs(this.context.clock.now) - wholeMs(this.periodStart);
  }

  /** What the present period has come to so far. */
  period(elapsedMs = this.sincePeriodMs): DirtyPeriod {
    const { counters } = this.context;
    return {
      elapsedMs,
      transferredBytes: counters.transferredBytes - this.periodStartBytes,
      dirtyBytes: this.periodDirtyPages * PAGE_BYTES,
      sentPages: counters.sentPages - this.periodStartPages,
    };
  }

  /** A period of more than one second is judged and a new one begins; a shorter one goes on. */
  private judgePeriod(): void {
    const { clock, counters } = this.context;
    const elapsedMs = this.sincePeriodMs;
    if (elapsedMs <= PERIOD_MS) return;
    const period = this.period(elapsedMs);
    counters.dirtyPagesPerSecond = Math.floor((this.periodDirtyPages * 1000) / elapsedMs);
    this.periodStartBytes = counters.transferredBytes;
    this.periodStartPages = counters.sentPages;
    this.periodStart = clock.now;
    this.periodDirtyPages = 0;
    for (const listener of this.listeners.periods) listener.periodEnded(period, clock.now);
  }
}
