import type { SyncCount } from '../../../../host/dirty-log.js';
import type { LogSource } from '../../../../host/fetched-log.js';
import type { GuestMemory } from '../../../../memory/guest-memory.js';
import { PageBitmap } from '../../../../memory/page-bitmap.js';
import {
  DirectMerge,
  type BitmapMerge,
  type MergeCount,
} from '../../../../migration/bitmap-merge.js';
import type { RamState } from '../../../../migration/ram-state.js';

/** The parts of the three-bitmap algorithm, each of which a test can leave out. */
export interface IterationBitmapSteps {
  /** Forget pages that were pending at the last background sync and have been sent since. */
  readonly dropSentPages: boolean;
  /** Remember what the log reports for the rest of the iteration. */
  readonly rememberLog: boolean;
  /** Note which pages are pending at a background sync. */
  readonly copyPending: boolean;
  /** At the end of the iteration, queue what was remembered. */
  readonly queueRemembered: boolean;
}

const allSteps: IterationBitmapSteps = {
  dropSentPages: true,
  rememberLog: true,
  copyPending: true,
  queueRemembered: true,
};

/**
 * The bitmaps of background sync v1 (2024, never merged): beside QEMU's `bmap`, the pages to send,
 * there is `iter_bmap`, all pages found dirty by any sync of the iteration, and `shadow_bmap`, the
 * pages that were pending at the last background sync.
 *
 * Until the first background sync, syncs work as in stock QEMU. From then on a background sync only
 * remembers what it finds, and the sync at the end of the iteration queues it. Forgetting what was sent
 * (ramblock_clear_iter_bmap) and queueing (ramblock_update_iter_bmap) are loops over all pages of RAM, each
 * of which is tested by itself; a final sync, whose guest stands still, has them too.
 */
export class IterationBitmaps implements BitmapMerge {
  private readonly iteration: PageBitmap;
  private readonly shadow: PageBitmap;
  /** What is being looked at, and nothing in between. */
  private readonly scratch: PageBitmap;
  private readonly stock = new DirectMerge();
  /** Sync mode MODERN: there has been a background sync in this migration. */
  private modern = false;
  /** There has been a background sync in this iteration. */
  private backgroundSyncShownUp = false;

  constructor(
    private readonly memory: Pick<GuestMemory, 'totalPages'>,
    private readonly steps: IterationBitmapSteps = allSteps,
  ) {
    this.iteration = new PageBitmap(memory.totalPages);
    this.shadow = new PageBitmap(memory.totalPages);
    this.scratch = new PageBitmap(memory.totalPages);
  }

  mergeBackground(log: LogSource, ram: RamState): MergeCount {
    this.modern = true;
    const walks = this.backgroundSyncShownUp ? 1 : 0;
    if (this.backgroundSyncShownUp) this.dropSentPages(ram);
    const { found, newPages } = this.remember(log, ram, true);
    this.backgroundSyncShownUp = true;
    // The bitmap is as it was, but its chunks have to be cleared in the log again.
    ram.revision++;
    return { found, periodDirtyPages: newPages, walkedPages: walks * this.memory.totalPages };
  }

  mergeIteration(log: LogSource, ram: RamState): MergeCount {
    if (!this.modern) return this.stock.mergeIteration(log, ram);
    const walks = this.backgroundSyncShownUp ? 2 : 1;
    if (this.backgroundSyncShownUp) this.dropSentPages(ram);
    const { found, newPages } = this.remember(log, ram, false);
    if (this.steps.queueRemembered) ram.dirtyPages += ram.dirty.add(this.iteration, 0);
    ram.revision++;
    this.iteration.clear();
    this.shadow.clear();
    this.backgroundSyncShownUp = false;
    return { found, periodDirtyPages: newPages, walkedPages: walks * this.memory.totalPages };
  }

  /** A page that was pending at the last background sync and is not any more has been sent since. */
  private dropSentPages({ dirty }: RamState): void {
    if (!this.steps.dropSentPages) return;
    const { totalPages } = this.memory;
    this.scratch.become(this.shadow);
    this.scratch.remove(dirty, 0, totalPages);
    this.iteration.remove(this.scratch, 0, totalPages);
  }

  /** Takes the log; counts its pages that are not pending. */
  private remember(
    log: LogSource,
    { dirty }: RamState,
    background: boolean,
  ): { readonly found: SyncCount; readonly newPages: number } {
    const { rememberLog, copyPending } = this.steps;
    let newPages = 0;
    const found = log.collect((logged, firstWord) => {
      const [first, end] = [firstWord * 32, firstWord * 32 + logged.pages];
      this.scratch.clear();
      const pages = this.scratch.add(logged, firstWord);
      if (rememberLog) this.iteration.add(logged, firstWord);
      if (background && copyPending) this.copyPending(dirty, first, end);
      const added = pages - this.scratch.remove(dirty, first, end);
      newPages += added;
      return added;
    });
    return { found, newPages };
  }

  /** Copies the words of 64 bits (QEMU, unsigned longs) of which a page in [first, end) is logged. */
  private copyPending(dirty: PageBitmap, first: number, end: number): void {
    const logged = this.scratch;
    let page = logged.nextSet(first, end);
    while (page < end) {
      const firstWord = (page >>> 6) * 2;
      let nextWord = firstWord;
      for (
        ;
        page < end && page >>> 6 === nextWord >>> 1;
        page = logged.nextSet(nextWord * 32, end)
      ) {
        nextWord = (((logged.nextClear(page, end) - 1) >>> 6) + 1) * 2;
      }
      this.shadow.copyWords(dirty, firstWord, Math.min(nextWord, dirty.wordCount));
    }
  }
}
