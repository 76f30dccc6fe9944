import { isFinal, type MigrationReading, type RamReading } from '../observed/migration-reading.js';
import { PAGE_BYTES } from '../memory/units.js';

/** A reading with RAM in it. */
export type RamSeen = MigrationReading & { readonly ram: RamReading };

/** QEMU's own downtime limit, which is not guestperf's. */
export const DOWNTIME_LIMIT_MS = 300;
/** QEMU sends in slices, and looks at the log between them. */
const SLICE_MS = 100;
/** More of what may be left at the switchover than so many times as much is not near it. */
const EARLY = 2;
/** A period is judged when it has lasted longer than this (QEMU, migration_bitmap_sync). */
const PERIOD_MS = 1000;
/** What of the bytes sent may be dirtied before a period counts as high (throttle-trigger-threshold). */
const TRIGGER_SHARE = 0.5;
/** A normal page on the wire: its content and a header. */
const NORMAL_PAGE_BYTES = PAGE_BYTES + 8;

/** Syncs of the dirty log between two answers: usually one, several where the loop is faster than the answers. */
export interface ObservedSync {
  readonly atMs: number;
  /** Since the sync before; since setup for the first one. */
  readonly sincePreviousMs: number;
  /** The guest's running time in it: less than the interval where it was throttled. */
  readonly workMs: number;
  /** Syncs that were counted at once. */
  readonly syncs: number;
  readonly newlyDirtyPages: number;
  /** Pages that were still waiting: what the guest wrote of them is not told. */
  readonly waitingPages: number;
  readonly remainingBytes: number;
}

/** The period that QEMU has not judged yet. */
export interface OpenPeriod {
  readonly startMs: number;
  readonly startTransferredBytes: number;
  readonly dirtyPages: number;
}

/** What the answers tell of syncs so far; told one answer after the other. */
export class ObservedSyncs {
  private readonly found: ObservedSync[] = [];
  private last: RamSeen | null = null;
  private workMs = 0;
  private workAtLastSync = 0;
  /** QEMU's dirty_rate_high_cnt, as far as the answers tell it. */
  highPeriods = 0;
  /** High periods in a row of two after which nothing throttled the guest: auto-converge is off. */
  unansweredPairs = 0;
  /** Whether a sync came long before what was left was little: QEMU looks each few seconds where auto-converge is on. */
  wasTimed = false;
  /** QEMU's own, until another one is told. */
  downtimeLimitMs = DOWNTIME_LIMIT_MS;
  period: OpenPeriod = { startMs: 0, startTransferredBytes: 0, dirtyPages: 0 };

  get all(): readonly ObservedSync[] {
    return this.found;
  }

  /** When the last sync was; 0 in the first pass, which setup's sync began. */
  get lastMs(): number {
    return this.found.at(-1)?.atMs ?? 0;
  }

  add(reading: MigrationReading): void {
    const { ram } = reading;
    if (ram === null || isFinal(reading.status)) return;
    const now = { ...reading, ram };
    const before = this.last;
    this.last = now;
    if (before === null) {
      this.workMs = reading.elapsedMs * (1 - reading.throttlePercent / 100);
      const isLate = (ram.dirtySyncCount ?? 1) > 1;
      if (isLate) this.joinLate(now);
      return;
    }
    // A step of the throttle is made at a sync: before it, the guest ran as it did at the answer before.
    this.workMs += (now.elapsedMs - before.elapsedMs) * runningShare(before);
    const syncs = syncsBetween(before.ram, ram);
    if (syncs > 0) this.addSync(before, now, syncs);
  }

  /**
   * A migration that is in a later pass when it is seen first: the sync is taken to have just been, and what remains to be what
   * the guest has dirtied since the one before.
   */
  private joinLate({ elapsedMs, ram, throttlePercent }: RamSeen): void {
    const { dirtyPagesPerSecond, dirtySyncCount, remainingBytes, transferredBytes } = ram;
    const pages = remainingBytes / PAGE_BYTES;
    const passes = Math.max(1, (dirtySyncCount ?? 2) - 1);
    const guessedMs =
      dirtyPagesPerSecond > 0 ? (pages / dirtyPagesPerSecond) * 1000 : elapsedMs / passes;
    const sincePreviousMs = passes === 1 ? elapsedMs : Math.min(elapsedMs, guessedMs);
    this.found.push({
      atMs: elapsedMs,
      sincePreviousMs,
      workMs: sincePreviousMs * (1 - throttlePercent / 100),
      syncs: 1,
      newlyDirtyPages: pages,
      waitingPages: 0,
      remainingBytes,
    });
    this.workAtLastSync = this.workMs;
    this.period = {
      startMs: elapsedMs,
      startTransferredBytes: transferredBytes,
      dirtyPages: 0,
    };
  }

  private addSync(before: RamSeen, now: RamSeen, syncs: number): void {
    const sent = sentPages(before.ram, now.ram);
    const grown = (now.ram.remainingBytes - before.ram.remainingBytes) / PAGE_BYTES;
    const newlyDirtyPages = Math.max(0, grown + sent);
    const atMs = syncTime(before, now, this.downtimeLimitMs);
    const workMs = this.workMs - (now.elapsedMs - atMs) * runningShare(before);
    const sincePreviousMs = atMs - this.lastMs;
    const sentBefore = (sent * (atMs - before.elapsedMs)) / (now.elapsedMs - before.elapsedMs);
    const waitingPages = Math.max(0, before.ram.remainingBytes / PAGE_BYTES - sentBefore);
    if (now.status === 'active' && isEarly(before, now, this.downtimeLimitMs)) this.wasTimed = true;
    this.found.push({
      atMs,
      sincePreviousMs,
      workMs: Math.max(0, workMs - this.workAtLastSync),
      syncs,
      newlyDirtyPages,
      waitingPages,
      remainingBytes: now.ram.remainingBytes,
    });
    this.workAtLastSync = workMs;
    this.judge(before, now, newlyDirtyPages, atMs);
  }

  /** QEMU's accounting around a sync: a period of more than a second is judged, a shorter one goes on. */
  private judge(
    before: MigrationReading,
    now: RamSeen,
    newlyDirtyPages: number,
    atMs: number,
  ): void {
    const { startMs, startTransferredBytes } = this.period;
    const dirtyPages = this.period.dirtyPages + newlyDirtyPages;
    if (atMs - startMs <= PERIOD_MS) {
      this.period = { ...this.period, dirtyPages };
      return;
    }
    const transferred = now.ram.transferredBytes - startTransferredBytes;
    if (dirtyPages * PAGE_BYTES > TRIGGER_SHARE * transferred) this.highPeriods++;
    if (now.throttlePercent > before.throttlePercent) this.highPeriods = 0;
    else if (this.highPeriods >= 2) {
      this.highPeriods = 0;
      this.unansweredPairs++;
    }
    this.period = {
      startMs: atMs,
      startTransferredBytes: now.ram.transferredBytes,
      dirtyPages: 0,
    };
  }
}

function syncsBetween(before: RamReading, now: RamReading): number {
  if (before.dirtySyncCount === null || now.dirtySyncCount === null) {
    return now.remainingBytes > before.remainingBytes ? 1 : 0;
  }
  return now.dirtySyncCount - before.dirtySyncCount;
}

/** Whether what was left between two answers was far above what QEMU waits for. */
function isEarly(before: RamSeen, now: RamSeen, downtimeLimitMs: number): boolean {
  const interval = now.elapsedMs - before.elapsedMs;
  const transferred = now.ram.transferredBytes - before.ram.transferredBytes;
  const left = before.ram.remainingBytes - sentPages(before.ram, now.ram) * PAGE_BYTES;
  return left > EARLY * (transferred / interval) * downtimeLimitMs;
}

/** Pages sent between two answers; from bytes where pages are not told. */
function sentPages(before: RamReading, now: RamReading): number {
  if (
    before.normalPages === null ||
    before.zeroPages === null ||
    now.normalPages === null ||
    now.zeroPages === null
  ) {
    return (now.transferredBytes - before.transferredBytes) / NORMAL_PAGE_BYTES;
  }
  return now.normalPages + now.zeroPages - before.normalPages - before.zeroPages;
}

function runningShare({ throttlePercent }: MigrationReading): number {
  return 1 - throttlePercent / 100;
}

/**
 * When what was left would take less long to send than the guest may stand still, if that was between the answers: QEMU
 * looks at the log then. Otherwise somebody else has synced: halfway between answers that come often, and just before the later one where
 * only new passes are told.
 */
function syncTime(before: RamSeen, now: RamSeen, downtimeLimitMs: number): number {
  const interval = now.elapsedMs - before.elapsedMs;
  const sent = sentPages(before.ram, now.ram) * PAGE_BYTES;
  const transferred = now.ram.transferredBytes - before.ram.transferredBytes;
  const threshold = (transferred / interval) * downtimeLimitMs;
  const left = Math.max(0, before.ram.remainingBytes - threshold);
  const needed = sent > 0 ? (left / sent) * interval + SLICE_MS / 2 : Infinity;
  if (needed <= interval) return before.elapsedMs + needed;
  return interval > PERIOD_MS ? now.elapsedMs : before.elapsedMs + interval / 2;
}
