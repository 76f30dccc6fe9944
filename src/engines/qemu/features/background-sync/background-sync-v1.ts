import type { SyncLook, SyncRule } from '../../../../migration/rules/sync-rule.js';

const SYNC_AFTER_MS = 5000;

/**
 * Background sync of the v1 series (2024, never merged): a watcher thread looks each second whether
 * the iteration has changed. If it has not, and the last period began more than 5 s ago, it syncs.
 * It leaves the first iteration alone, and ends for good at the highest throttle.
 */
export class WatcherSync implements SyncRule {
  readonly everyMs = 1000;
  readonly by = 'thread';
  /** The series starts with 2, so that the first look at iteration 2 finds it unchanged. */
  private previousIteration = 2;

  /** @param maxThrottle max-cpu-throttle, percent */
  constructor(private readonly maxThrottle: number) {}

  isOver({ throttlePercent }: SyncLook): boolean {
    return throttlePercent === this.maxThrottle;
  }

  wanted({ iterationCount, sincePeriodMs }: SyncLook): boolean {
    if (iterationCount <= 1) return false;
    const unchanged = iterationCount === this.previousIteration;
    this.previousIteration = iterationCount;
    return unchanged && sincePeriodMs > SYNC_AFTER_MS;
  }
}
