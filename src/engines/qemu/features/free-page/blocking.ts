import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';

/**
 * The first pass waits until the guest has answered, and its pages are out (KVM
 * list, 2016). Safe: the answer is applied before anybody syncs. Rejected, as the guest can make the
 * migration wait.
 */
export class Blocking implements FreePagePolicy {
  private readonly batches: FreePageBatch[] = [];

  constructor(private readonly host: FreePageHost) {}

  setup(): void {
    const { clock } = this.host.context;
    this.host.requestOnClearLog();
    while (this.batches.at(-1)?.last !== true) clock.advanceTo(clock.nextEventTime);
    for (const batch of this.batches) this.host.applyNow(batch, true, clock.now);
  }

  batchArrived(batch: FreePageBatch): void {
    this.batches.push(batch);
  }

  beforeSync(): void {}

  afterSync(): void {}
}
