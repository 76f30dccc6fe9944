import type { FreePageBatch, FreePageReporter } from '../../../../guest/free-page-reporter.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { SyncNotifier } from '../../../../migration/dirty-sync.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import type { FreePageFilter } from './free-page-filter.js';

/** What the host does with the guest's reports; told of syncs by the precopy notifier. */
export abstract class FreePagePolicy implements SyncNotifier {
  private lists = 0;

  constructor(
    protected readonly context: MigrationContext,
    protected readonly reporter: FreePageReporter,
    private readonly filter: FreePageFilter,
  ) {}

  /** The first sync is done, the first pass is about to begin. */
  abstract setup(): void;

  /** The host sees a batch. */
  protected abstract batchArrived(batch: FreePageBatch): void;

  beforeSync(): void {}

  afterSync(): void {}

  protected get guestRuns(): boolean {
    const { clock, guest } = this.context;
    return guest.clock.runs(clock.now);
  }

  /** Asks the guest for a list; its number is returned. */
  protected request(): number {
    const list = ++this.lists;
    traceEvent(this.context, { event: 'free-page-request', list });
    this.reporter.request(list, (batch) => this.batchArrived(batch));
    return list;
  }

  /** As `request`, after clearing the kernel's log, as the proposals of 2016 have it. */
  protected requestOnClearLog(): number {
    this.filter.clearLog();
    return this.request();
  }

  /** As soon as the mutex is free: skips the pages of a batch if `isWanted` then says so. */
  protected applyWhenFree(batch: FreePageBatch, isWanted: () => boolean): void {
    this.context.mutex.request((now) => this.applyNow(batch, isWanted(), now));
  }

  /** Whoever calls holds the mutex. */
  protected applyNow(batch: FreePageBatch, wanted: boolean, now: Nanoseconds): Nanoseconds {
    const end = wanted ? this.filter.apply(batch, now) : now;
    if (!wanted) this.filter.drop(batch);
    this.reporter.giveBack(batch.ranges, end);
    return end;
  }
}
