import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { FreePagePolicy } from './free-page-policy.js';

/**
 * The first pass waits until the guest has answered, and its pages are out (KVM
 * list, 2016). Safe: the answer is applied before anybody syncs. Rejected, as the guest can make the
 * migration wait.
 */
export class Blocking extends FreePagePolicy {
  private readonly batches: FreePageBatch[] = [];

  override setup(): void {
    const { clock } = this.context;
    this.requestOnClearLog();
    // A guest that somebody pauses meanwhile answers no more.
    while (this.batches.at(-1)?.last !== true && this.guestRuns) {
      clock.advanceTo(clock.nextEventTime);
    }
    for (const batch of this.batches) this.applyNow(batch, true, clock.now);
  }

  protected override batchArrived(batch: FreePageBatch): void {
    this.batches.push(batch);
  }
}
