import type { GuestMemory } from '../memory/guest-memory.js';
import { PageBitmap } from '../memory/page-bitmap.js';
import { PopulatedPages } from '../memory/populated-pages.js';
import type { PageRange } from '../memory/page-range.js';
import { PAGE_BYTES } from '../memory/units.js';
import { HeldPages } from './held-pages.js';

/** The source's view of RAM during a migration (QEMU, RAMState). */
export class RamState {
  private readonly pending: PageBitmap;
  /** Pages that were taken and are not cleared yet: runs that follow each other are cleared together, when somebody looks. */
  private takenFrom = 0;
  private takenTo = 0;
  /** Number of pages set in `dirty`: QEMU's migration_dirty_pages. */
  dirtyPages = 0;
  /**
   * Grows with each sync. What was found in `dirty` before is stale: pages may have been added, and
   * the log's chunks have to be cleared again before their pages are sent.
   */
  revision = 0;
  /** Pages that the destination has written content to before. */
  readonly populated: PopulatedPages;
  /** What is left for later; of `dirty`, it stays pending. */
  readonly held = new HeldPages();

  constructor(readonly memory: GuestMemory) {
    this.pending = new PageBitmap(memory.totalPages);
    this.pending.setRange(0, memory.totalPages);
    this.dirtyPages = memory.totalPages;
    this.populated = new PopulatedPages(memory);
  }

  /** Pages still to be sent: QEMU's RAMBlock.bmap of all blocks. Who keeps it looks again when pages were taken. */
  get dirty(): PageBitmap {
    if (this.takenTo > this.takenFrom) this.clearTaken();
    return this.pending;
  }

  get remainingBytes(): number {
    return this.dirtyPages * PAGE_BYTES;
  }

  get totalBytes(): number {
    return this.memory.totalPages * PAGE_BYTES;
  }

  /** Which of the pages [start, end) are still to be sent will not be: the guest says they are free. */
  skip(start: number, end: number): number {
    const skipped = this.dirty.count(start, end);
    this.dirty.clearRange(start, end);
    this.dirtyPages -= skipped;
    // A run that the sender has found before may have lost pages.
    this.revision++;
    return skipped;
  }

  /** From now on the pages of these runs, in order and disjoint, are sent when nothing else is pending. */
  hold(runs: readonly PageRange[]): void {
    this.held.hold(runs);
    // A run that the sender has found before may be held now, or end at what is.
    this.revision++;
  }

  /** How much of the pages [start, end) is still to be sent. */
  pendingBytes({ end, start }: PageRange): number {
    return this.dirty.count(start, end) * PAGE_BYTES;
  }

  /** The pages [start, end) are about to be sent. */
  take(start: number, end: number): void {
    if (start !== this.takenTo) {
      this.clearTaken();
      this.takenFrom = start;
    }
    this.takenTo = end;
    this.dirtyPages -= end - start;
  }

  /** Whether `page` is still to be sent. */
  isPending(page: number): boolean {
    return (page < this.takenFrom || page >= this.takenTo) && this.pending.has(page);
  }

  /** As `take`, of one page out of the order in which others are taken. */
  takeAside(page: number): void {
    this.pending.clearPage(page);
    this.dirtyPages--;
  }

  private clearTaken(): void {
    this.pending.clearRange(this.takenFrom, this.takenTo);
    this.takenFrom = this.takenTo;
  }
}
