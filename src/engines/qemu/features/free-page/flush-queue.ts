import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import type { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';

/**
 * Right after each sync, under the same lock, the queue is emptied: what is on it is returned
 * without being looked at. What comes later is filtered under the lock (KVM list,
 * 2016). UNSAFE: a batch that is being built while the sync runs is not on the queue yet. The command
 * ids of the merged protocol close this hole.
 */
export class FlushQueue implements FreePagePolicy {
  /** Batches queued by this moment have been returned. */
  private flushedAt: Nanoseconds = -1;
  private started = false;

  constructor(private readonly host: FreePageHost) {}

  setup(): void {
    this.started = true;
    this.host.requestOnClearLog();
  }

  batchArrived(batch: FreePageBatch): void {
    this.host.applyWhenFree(batch, () => batch.queuedAt > this.flushedAt);
  }

  beforeSync(): void {}

  afterSync(): void {
    const { context, reporter } = this.host;
    this.flushedAt = context.clock.now;
    const runs = context.guest.clock.runs(context.clock.now);
    if (this.started && runs && !reporter.isBuilding) this.host.requestOnClearLog();
  }
}
