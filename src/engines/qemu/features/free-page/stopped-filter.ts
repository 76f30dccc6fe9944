import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { FreePagePolicy } from './free-page-policy.js';

/**
 * The guest's answer is filtered in its I/O handler, with the vCPU stopped, before the next sync;
 * a list that a sync overtakes is given up, and asked for again. Safe: no sync lies
 * between a request and its answer. The form in which the handler itself syncs first is
 * safe only if nobody uses the pages meanwhile, and is not built.
 */
export class StoppedFilter extends FreePagePolicy {
  /** The list that no sync has overtaken. */
  private current: number | null = null;
  private started = false;

  override setup(): void {
    this.started = true;
    this.ask();
  }

  protected override batchArrived(batch: FreePageBatch): void {
    this.applyWhenFree(batch, () => batch.list === this.current);
  }

  override beforeSync(): void {
    this.current = null;
  }

  override afterSync(): void {
    if (this.started) this.ask();
  }

  private ask(): void {
    if (this.guestRuns) this.current = this.requestOnClearLog();
  }
}
