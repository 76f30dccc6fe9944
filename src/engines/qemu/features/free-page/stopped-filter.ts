import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import type { FreePageHost } from './free-page-host.js';
import type { FreePagePolicy } from './free-page-policy.js';

/**
 * The guest's answer is filtered in its I/O handler, with the vCPU stopped, before the next sync;
 * a list that a sync overtakes is given up, and asked for again. Safe: no sync lies
 * between a request and its answer. The form in which the handler itself syncs first is
 * safe only if nobody uses the pages meanwhile, and is not built.
 */
export class StoppedFilter implements FreePagePolicy {
  /** The list that no sync has overtaken. */
  private current: number | null = null;
  private started = false;

  constructor(private readonly host: FreePageHost) {}

  setup(): void {
    this.started = true;
    this.ask();
  }

  batchArrived(batch: FreePageBatch): void {
    this.host.applyWhenFree(batch, () => batch.list === this.current);
  }

  beforeSync(): void {
    this.current = null;
  }

  afterSync(): void {
    if (this.started) this.ask();
  }

  private ask(): void {
    const { clock, guest } = this.host.context;
    if (guest.clock.runs(clock.now)) this.current = this.host.requestOnClearLog();
  }
}
