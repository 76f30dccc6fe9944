import type { SyncCount } from '../../../../host/dirty-log.js';
import type { LogSource } from '../../../../host/fetched-log.js';
import { populationCount } from '../../../../memory/bit-words.js';
import type { GuestMemory } from '../../../../memory/guest-memory.js';
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
  private readonly iteration: Uint32Array;
  private readonly shadow: Uint32Array;
  private readonly stock = new DirectMerge();
  /** Sync mode MODERN: there has been a background sync in this migration. */
  private modern = false;
  /** There has been a background sync in this iteration. */
  private backgroundSyncShownUp = false;

  constructor(
    private readonly memory: GuestMemory,
    private readonly steps: IterationBitmapSteps = allSteps,
  ) {
    const words = Math.ceil(memory.totalPages / 32);
    this.iteration = new Uint32Array(words);
    this.shadow = new Uint32Array(words);
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
    if (this.steps.queueRemembered) {
      for (const region of this.memory.regions) {
        const { firstWord, logged } = region;
        const remembered = this.iteration.subarray(firstWord, firstWord + logged.wordCount);
        ram.dirtyPages += ram.dirty.orWords(remembered, firstWord);
      }
    }
    ram.revision++;
    this.forEachWordRange((first, end) => {
      this.iteration.fill(0, first, end);
      this.shadow.fill(0, first, end);
    });
    this.backgroundSyncShownUp = false;
    return { found, periodDirtyPages: newPages, walkedPages: walks * this.memory.totalPages };
  }

  /** A page that was pending at the last background sync and is not any more has been sent since. */
  private dropSentPages(ram: RamState): void {
    if (!this.steps.dropSentPages) return;
    this.forEachWordRange((first, end) => {
      const pending = ram.dirty.settledWords(first * 32, end * 32);
      for (let index = first; index < end; index++) {
        this.iteration[index] &= ~(this.shadow[index] & ~pending[index]);
      }
    });
  }

  /** Takes the log; counts its pages that are not pending. */
  private remember(
    log: LogSource,
    ram: RamState,
    background: boolean,
  ): { readonly found: SyncCount; readonly newPages: number } {
    const { rememberLog, copyPending } = this.steps;
    let newPages = 0;
    const found = log.collect((region, firstWord) => {
      const logged = region.settledWords();
      const pending = ram.dirty.settledWords(firstWord * 32, (firstWord + logged.length) * 32);
      let added = 0;
      for (let offset = 0; offset < logged.length; offset++) {
        const bits = logged[offset];
        if (bits === 0) continue;
        const index = firstWord + offset;
        added += populationCount(bits & ~pending[index]);
        if (rememberLog) this.iteration[index] |= bits;
        if (background && copyPending) this.copyWord(pending, index);
      }
      newPages += added;
      return added;
    });
    return { found, newPages };
  }

  /** Copies the word of 64 bits (QEMU, an unsigned long) that holds word `index` of 32. */
  private copyWord(pending: Uint32Array, index: number): void {
    const first = index & ~1;
    this.shadow[first] = pending[first];
    if (first + 1 < pending.length) this.shadow[first + 1] = pending[first + 1];
  }

  private forEachWordRange(visit: (first: number, end: number) => void): void {
    for (const region of this.memory.regions) {
      visit(region.firstWord, region.firstWord + region.logged.wordCount);
    }
  }
}
