import type { FreePageBatch } from '../../../../guest/free-page-reporter.js';
import { chunkStart, CLEAR_CHUNK_PAGES } from '../../../../host/dirty-log.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';

/** Takes reported pages out of the bitmap of pages to send (QEMU, qemu_guest_free_page_hint). */
export class FreePageFilter {
  constructor(private readonly context: MigrationContext) {}

  /**
   * Applies a batch at `now`, under the bitmap's mutex: the kernel's log of the chunks that it
   * touches is cleared, as if their pages were sent, and its pages are skipped.
   *
   * @returns when it is done
   */
  apply(batch: FreePageBatch, now: Nanoseconds): Nanoseconds {
    const { log, observer, ram } = this.context;
    let reprotected = 0;
    let skippedPages = 0;
    for (const { start, end } of batch.ranges) {
      reprotected += this.clearChunks(start, end);
      for (let page = ram.dirty.nextSet(start, end); page < end;) {
        const runEnd = ram.dirty.nextClear(page, end);
        skippedPages += ram.skip(page, runEnd);
        observer?.pagesSkipped(page, runEnd, batch.recordedAt, now);
        page = ram.dirty.nextSet(runEnd, end);
      }
    }
    this.trace(batch, true, skippedPages);
    return log.form === 'manual-protect'
      ? ns(now + Math.round(reprotected * this.context.costs.loggedPage))
      : now;
  }

  /** Leaves a batch alone. */
  drop(batch: FreePageBatch): void {
    this.trace(batch, false, 0);
  }

  /**
   * Clears the kernel's log of all pages. Before a list is asked for, this makes sure that the log
   * shows every write to a page after it was put on the list (the thread's initial order).
   */
  clearLog(): void {
    const reprotected = this.clearChunks(0, this.context.ram.memory.totalPages);
    const cost = Math.round(reprotected * this.context.costs.loggedPage);
    if (cost > 0) this.context.mutex.request((now) => ns(now + cost));
  }

  private clearChunks(start: number, end: number): number {
    const { clock, guest, log } = this.context;
    let reprotected = 0;
    for (let page = chunkStart(start); page < end; page += CLEAR_CHUNK_PAGES) {
      if (!log.mustClearBefore(page)) continue;
      for (const region of log.regionsInChunk(page)) guest.advanceRegion(region, clock.now);
      reprotected += log.clearChunk(page);
    }
    return reprotected;
  }

  private trace(batch: FreePageBatch, applied: boolean, skippedPages: number): void {
    if (this.context.trace === null) return;
    traceEvent(this.context, {
      event: 'free-page-batch',
      list: batch.list,
      recorded_ms: batch.recordedAt / NS_PER_MS,
      queued_ms: batch.queuedAt / NS_PER_MS,
      pages: batch.pages,
      applied,
      skipped_pages: skippedPages,
    });
  }
}
