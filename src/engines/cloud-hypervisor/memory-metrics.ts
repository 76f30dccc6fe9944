import { NS_PER_S, type Nanoseconds, ns, toMs } from '../../sim/time.js';
import type { MemoryPass } from './report.js';

/** What the stop rules look at before a pass is sent. */
export interface PassForecast {
  readonly iteration: number;
  readonly currentBytes: number;
  /** Bytes a second of the last pass; null before one was sent. */
  readonly bytesPerSecond: number | null;
  /** Milliseconds; null as long as there is no bandwidth. */
  readonly estimatedDowntimeMs: number | null;
  /** Since the memory migration began, ms. */
  readonly elapsedMs: number;
}

/**
 * The figures of a migration's passes over memory (vm-migration/src/context.rs,
 * MemoryMigrationContext). Bandwidth and estimate follow the last pass alone, without any average.
 */
export class MemoryMetrics {
  totalBytes = 0;
  private bytesPerSecond: number | null = null;
  private currentBytes = 0;
  private estimatedDowntimeMs: number | null = null;
  private passBegan: Nanoseconds = ns(0);

  /**
   * @param began when the memory migration began
   * @param keepsBandwidth a pass that sends nothing leaves the bandwidth as it was
   */
  constructor(
    private readonly began: Nanoseconds,
    private readonly keepsBandwidth = false,
  ) {}

  /** A pass begins: its dirty log is about to be fetched. */
  beginPass(now: Nanoseconds): void {
    this.passBegan = now;
  }

  /** The table of the pass is known. */
  beforeTransfer(iteration: number, currentBytes: number, now: Nanoseconds): PassForecast {
    const { bytesPerSecond } = this;
    this.currentBytes = currentBytes;
    this.estimatedDowntimeMs = estimate(currentBytes, bytesPerSecond);
    return {
      iteration,
      currentBytes,
      bytesPerSecond,
      estimatedDowntimeMs: this.estimatedDowntimeMs,
      elapsedMs: toMs(now - this.began),
    };
  }

  /** The table was sent from `from` to `now`. */
  afterTransfer(iteration: number, from: Nanoseconds, now: Nanoseconds): MemoryPass {
    const transfer = now - from;
    if (this.currentBytes > 0 || !this.keepsBandwidth) {
      this.bytesPerSecond = transfer === 0 ? 0 : (this.currentBytes * NS_PER_S) / transfer;
    }
    this.totalBytes += this.currentBytes;
    const elapsed = now - this.began;
    return {
      iteration,
      currentBytes: this.currentBytes,
      totalBytes: this.totalBytes,
      bytesPerSecond: this.bytesPerSecond ?? 0,
      transferMs: toMs(transfer),
      overheadMs: toMs(now - this.passBegan - transfer),
      estimatedDowntimeMs: this.estimatedDowntimeMs,
      elapsedMs: toMs(elapsed),
      averageBytesPerSecond: elapsed === 0 ? 0 : (this.totalBytes * NS_PER_S) / elapsed,
    };
  }
}

/** Nothing to send takes no time; without a bandwidth there is no estimate. */
function estimate(bytes: number, bytesPerSecond: number | null): number | null {
  if (bytes === 0) return 0;
  if (bytesPerSecond === null || bytesPerSecond === 0) return null;
  return (bytes / bytesPerSecond) * 1000;
}
