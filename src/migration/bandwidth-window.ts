import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../sim/time.js';
import type { MigrationCounters } from './counters.js';

/** A window lasts at least this long (QEMU, BUFFER_DELAY). */
export const WINDOW_MS = 100;

/** Bytes below which a window says nothing about the link (QEMU, migration_update_counters). */
const MINIMUM_BYTES = 10_000;

/** What of the counters the estimate is made from. */
export type WindowCounters = Pick<MigrationCounters, 'dirtyPagesPerSecond' | 'transferredBytes'>;

/**
 * The bandwidth estimate and what follows from it (QEMU, migration_update_counters): the bytes of
 * the last window of at least 100 ms, without smoothing.
 */
export class BandwidthWindow {
  /** Bytes per millisecond. */
  bandwidth = 0;
  /** Pending bytes below which a sync, and then the switchover, is tried. */
  thresholdBytes = 0;
  expectedDowntimeMs: number;
  megabitsPerSecond = 0;
  private startTime = ns(0);
  private startBytes = 0;

  constructor(
    /** QEMU's downtime-limit; a change counts from the next window on. */
    public downtimeLimitMs: number,
    now: Nanoseconds,
    transferredBytes: number,
    /** QEMU's avail-switchover-bandwidth, bytes per second: trusted instead of the estimate; 0 is off. */
    private readonly switchoverBytesPerSecond = 0,
  ) {
    this.expectedDowntimeMs = downtimeLimitMs;
    this.startTime = now;
    this.startBytes = transferredBytes;
  }

  get windowStart(): Nanoseconds {
    return this.startTime;
  }

  get windowStartBytes(): number {
    return this.startBytes;
  }

  /** End of the rate limiter's slice, which is the earliest end of the window. */
  get sliceEnd(): Nanoseconds {
    return ns(this.startTime + WINDOW_MS * NS_PER_MS);
  }

  /** Before this the window cannot close: whole ms are at most one more than what has passed, and a rounding error. */
  get openUntil(): Nanoseconds {
    return ns(this.startTime + (WINDOW_MS - 2) * NS_PER_MS);
  }

  /**
   * Closes the window if it is at least 100 ms long, in whole ms of the clock.
   *
   * @param remainingAtLastSync bytes that were pending at the last bitmap sync
   * @returns whether a new window began
   */
  update(
    now: Nanoseconds,
    { dirtyPagesPerSecond, transferredBytes }: WindowCounters,
    remainingAtLastSync: number,
  ): boolean {
    const elapsedMs = wholeMs(now) - wholeMs(this.startTime);
    if (elapsedMs < WINDOW_MS) return false;
    const transferred = transferredBytes - this.startBytes;
    this.bandwidth = transferred / elapsedMs;
    const expectedBandwidth = this.trustedBandwidth ?? this.bandwidth;
    this.thresholdBytes = Math.floor(expectedBandwidth * this.downtimeLimitMs);
    this.megabitsPerSecond = (transferred * 8) / (elapsedMs / 1000) / 1e6;
    if (dirtyPagesPerSecond !== 0 && transferred > MINIMUM_BYTES) {
      this.expectedDowntimeMs = Math.floor(remainingAtLastSync / expectedBandwidth);
    }
    this.begin(now, transferredBytes);
    return true;
  }

  /**
   * Begins in the middle of a migration, with what follows from the window before.
   *
   * @param bytesPerSecond rate of that window
   */
  takeUp(
    now: Nanoseconds,
    { dirtyPagesPerSecond, transferredBytes }: WindowCounters,
    bytesPerSecond: number,
    remainingAtLastSync: number,
  ): void {
    this.bandwidth = bytesPerSecond / 1000;
    const expectedBandwidth = this.trustedBandwidth ?? this.bandwidth;
    this.thresholdBytes = Math.floor(expectedBandwidth * this.downtimeLimitMs);
    this.megabitsPerSecond = (bytesPerSecond * 8) / 1e6;
    if (dirtyPagesPerSecond !== 0 && expectedBandwidth > 0) {
      this.expectedDowntimeMs = Math.floor(remainingAtLastSync / expectedBandwidth);
    }
    this.begin(now, transferredBytes);
  }

  private begin(now: Nanoseconds, transferredBytes: number): void {
    this.startTime = now;
    this.startBytes = transferredBytes;
  }

  /** Bytes per millisecond, in whole ones as QEMU divides them; null where the estimate counts. */
  private get trustedBandwidth(): number | null {
    const { switchoverBytesPerSecond } = this;
    return switchoverBytesPerSecond === 0 ? null : Math.floor(switchoverBytesPerSecond / 1000);
  }
}
