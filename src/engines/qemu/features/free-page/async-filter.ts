import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import type { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';

/**
 * Whenever a whole list is there, it is filtered, and then the log is synced (the first proposal,
 * KVM list, 2016). UNSAFE: a sync that ends a pass may come between the list and the filter. A page that was written before that sync is then to be sent, and is filtered out.
 */
export class AsyncFilter implements FreePagePolicy {
  private batches: FreePageBatch[] = [];
  private outstanding = false;
  private syncing = false;
  private started = false;

  /** @param sync syncs at a moment at which the mutex is held; returns when it is over */
  constructor(
    private readonly host: FreePageHost,
    private readonly sync: (now: Nanoseconds) => Nanoseconds,
  ) {}

  setup(): void {
    this.started = true;
    this.ask();
  }

  batchArrived(batch: FreePageBatch): void {
    this.batches.push(batch);
    if (!batch.last) return;
    this.host.context.mutex.request((now) => {
      let time = now;
      for (const part of this.batches) time = this.host.applyNow(part, true, time);
      this.batches = [];
      this.outstanding = false;
      this.syncing = true;
      return this.sync(time);
    });
  }

  beforeSync(): void {}

  /** The next list is asked for after a sync that is not the filter's own. */
  afterSync(): void {
    if (this.syncing) this.syncing = false;
    else this.ask();
  }

  private ask(): void {
    const { clock, guest } = this.host.context;
    if (!this.started || this.outstanding || !guest.clock.runs(clock.now)) return;
    this.outstanding = true;
    this.host.requestOnClearLog();
  }
}
