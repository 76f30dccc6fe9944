import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import { FreePagePolicy } from './free-page-policy.js';

type PolicyArguments = ConstructorParameters<typeof FreePagePolicy>;

/**
 * Whenever a whole list is there, it is filtered, and then the log is synced (the first proposal,
 * KVM list, 2016). UNSAFE: a sync that ends a pass may come between the list and the filter. A page
 * that was written before that sync is then to be sent, and is filtered out.
 */
export class AsyncFilter extends FreePagePolicy {
  private batches: FreePageBatch[] = [];
  private outstanding = false;
  private syncing = false;
  private started = false;

  /** @param sync syncs at a moment at which the mutex is held; returns when it is over */
  constructor(
    private readonly sync: (now: Nanoseconds) => Nanoseconds,
    ...shared: PolicyArguments
  ) {
    super(...shared);
  }

  override setup(): void {
    this.started = true;
    this.ask();
  }

  protected override batchArrived(batch: FreePageBatch): void {
    this.batches.push(batch);
    if (!batch.last) return;
    this.context.mutex.request((now) => {
      let time = now;
      for (const part of this.batches) time = this.applyNow(part, true, time);
      this.batches = [];
      this.outstanding = false;
      this.syncing = true;
      return this.sync(time);
    });
  }

  /** The next list is asked for after a sync that is not the filter's own. */
  override afterSync(): void {
    if (this.syncing) this.syncing = false;
    else this.ask();
  }

  private ask(): void {
    if (!this.started || this.outstanding || !this.guestRuns) return;
    this.outstanding = true;
    this.requestOnClearLog();
  }
}
