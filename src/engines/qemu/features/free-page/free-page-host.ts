import type { FreePageBatch, FreePageReporter } from '../../../../guest/free-page-reporter.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { FreePageFilter } from './free-page-filter.js';

/** What the policies share: the queue to the guest, and the filter under the bitmap's mutex. */
export class FreePageHost {
  private lists = 0;

  constructor(
    readonly context: MigrationContext,
    readonly reporter: FreePageReporter,
    private readonly filter: FreePageFilter,
  ) {}

  /** Asks the guest for a list; its number is returned. */
  request(): number {
    const list = ++this.lists;
    traceEvent(this.context, { event: 'free-page-request', list });
    this.reporter.request(list);
    return list;
  }

  /** As `request`, after clearing the kernel's log, as the proposals of 2016 have it. */
  requestOnClearLog(): number {
    this.filter.clearLog();
    return this.request();
  }

  /** As soon as the mutex is free: skips the pages of a batch if `isWanted` then says so. */
  applyWhenFree(batch: FreePageBatch, isWanted: () => boolean): void {
    this.context.mutex.request((now) => this.applyNow(batch, isWanted(), now));
  }

  /** Whoever calls holds the mutex. */
  applyNow(batch: FreePageBatch, wanted: boolean, now: Nanoseconds): Nanoseconds {
    const end = wanted ? this.filter.apply(batch, now) : now;
    if (!wanted) this.filter.drop(batch);
    this.reporter.returned(batch, end);
    return end;
  }
}
