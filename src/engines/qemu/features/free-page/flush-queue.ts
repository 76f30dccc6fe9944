import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { FreePagePolicy } from './free-page-policy.js';

/**
 * Right after each sync, under the same lock, the queue is emptied: what is on it is returned
 * without being looked at. What comes later is filtered under the lock (KVM list,
 * 2016). UNSAFE: a batch that is being built while the sync runs is not on the queue yet. The command
 * ids of the merged protocol close this hole.
 */
export class FlushQueue extends FreePagePolicy {
  /** Batches queued by this moment have been returned. */
  private flushedAt: Nanoseconds = ns(-1);
  private started = false;

  override setup(): void {
    this.started = true;
    this.requestOnClearLog();
  }

  protected override batchArrived(batch: FreePageBatch): void {
    this.applyWhenFree(batch, () => batch.queuedAt > this.flushedAt);
  }

  override afterSync(): void {
    this.flushedAt = this.context.clock.now;
    if (this.started && this.guestRuns && !this.reporter.isBuilding) this.requestOnClearLog();
  }
}
