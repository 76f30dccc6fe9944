import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { FreePagePolicy } from './free-page-policy.js';

/** virtio-balloon's free page hint status. */
type HintStatus = 'stop' | 'requested' | 'start' | 'done';

/**
 * Free page hinting as merged (virtio-balloon.c, ram.c): after each sync a list is
 * requested under a new command id, before each sync it is abandoned, and a batch counts only after
 * the guest has echoed the id. The guest keeps the pages from use until their batch is returned.
 */
export class QemuHinting extends FreePagePolicy {
  private status: HintStatus = 'stop';
  private commandId = 0;

  /** Nothing: the notifier's reason SETUP is ignored, the first request follows the first sync. */
  override setup(): void {}

  protected override batchArrived(batch: FreePageBatch): void {
    // The echo of the command id is queued before the first batch.
    if (this.status === 'requested' && batch.list === this.commandId) this.status = 'start';
    this.applyWhenFree(batch, () => {
      const wanted = this.status === 'start' && batch.list === this.commandId;
      if (wanted && batch.last) this.status = 'stop';
      return wanted;
    });
  }

  override beforeSync(): void {
    this.status = 'stop';
  }

  override afterSync(): void {
    this.status = this.guestRuns ? 'requested' : 'done';
    if (this.status === 'requested') this.commandId = this.request();
  }
}
