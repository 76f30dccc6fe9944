import type { GuestMemory } from '../memory/guest-memory.js';
import { PageBitmap } from '../memory/page-bitmap.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { DirtyTracking } from './dirty-tracking.js';

/** QEMU, x-clear-bitmap-shift. */
const CLEAR_CHUNK_SHIFT = 18;
/** Pages under one bit of the clear bitmap: 1 GiB. */
export const CLEAR_CHUNK_PAGES = 1 << CLEAR_CHUNK_SHIFT;

/** What a sync found. */
export interface SyncCount {
  /** Pages that the log reported. */
  readonly loggedPages: number;
  /** Pages that the log reported and that were not yet in the bitmap. */
  readonly newlyDirtyPages: number;
  /** Pages that were write-protected again at the sync. */
  readonly reprotectedPages: number;
}

/** Pages of a region that were taken out of rings. */
export interface ReapedPages {
  readonly set: PageBitmap;
  count: number;
}

/**
 * Takes the log of one region, whose first word is word `firstWord` of the guest's pages; returns how
 * many of the pages were not known to be dirty.
 */
export type CollectRegion = (logged: PageBitmap, firstWord: number, region: WriteRegion) => number;

/**
 * KVM's dirty log and the layers that QEMU keeps above it (kvm-all.c, ram.c): the kernel's bits, with
 * manual protect the snapshot of the last sync and the chunks that are still to be cleared, and with
 * rings what was taken out of them since the last sync. A page's bit is then its entry in a ring.
 */
export class DirtyLog {
  /** With manual protect: what the last sync reported, per region. */
  private readonly snapshots = new Map<WriteRegion, PageBitmap>();
  /** With manual protect: 1 for each chunk that was not cleared since the last sync. */
  private readonly chunkUncleared: Uint8Array;
  /** With rings: what was reaped since the last sync, per region. */
  private readonly reaped = new Map<WriteRegion, ReapedPages>();

  constructor(
    readonly form: DirtyTracking,
    private readonly memory: Pick<GuestMemory, 'regions' | 'totalPages'>,
  ) {
    const manual = form === 'manual-protect';
    this.chunkUncleared = new Uint8Array(
      manual ? Math.ceil(memory.totalPages / CLEAR_CHUNK_PAGES) : 0,
    );
    for (const region of memory.regions) {
      if (manual) this.snapshots.set(region, new PageBitmap(region.pages));
      if (form === 'dirty-ring') {
        this.reaped.set(region, { set: new PageBitmap(region.pages), count: 0 });
      }
    }
  }

  /**
   * Starts logging. Manual protect starts with all bits set and nothing protected
   * (KVM_DIRTY_LOG_INITIALLY_SET); the other forms protect every page.
   */
  start(): void {
    for (const region of this.memory.regions) {
      if (this.form === 'manual-protect') region.unprotect();
      else region.protect();
    }
  }

  /** Collects the log into `bitmap`: KVM_GET_DIRTY_LOG for every slot. */
  sync(bitmap: PageBitmap): SyncCount {
    return this.collect((logged, firstWord) => bitmap.add(logged, firstWord));
  }

  /** As `sync`, handing the log of each region to `collectRegion`. */
  collect(collectRegion: CollectRegion): SyncCount {
    if (this.form === 'dirty-ring') return this.collectReaped(collectRegion);
    let loggedPages = 0;
    let newlyDirtyPages = 0;
    for (const region of this.memory.regions) {
      const { logged, firstWord } = region;
      if (region.protectedPages === region.pages) {
        this.snapshots.get(region)?.clear();
        continue;
      }
      loggedPages += region.pages - region.protectedPages;
      newlyDirtyPages += collectRegion(logged, firstWord, region);
      if (this.form === 'manual-protect') this.snapshots.get(region)?.become(logged);
      else region.protect();
    }
    if (this.form === 'manual-protect') this.chunkUncleared.fill(1);
    const reprotectedPages = this.form === 'manual-protect' ? 0 : loggedPages;
    return { loggedPages, newlyDirtyPages, reprotectedPages };
  }

  /**
   * Empties the rings: their pages are remembered for the next sync, and then protected again (QEMU,
   * kvm_dirty_ring_reap). A page must not be protected before it is remembered.
   *
   * @returns pages that were write-protected again
   */
  reap(): number {
    let reprotected = 0;
    for (const [region, pages] of this.reaped) {
      if (region.protectedPages === region.pages) continue;
      reprotected += region.pages - region.protectedPages;
      this.remember(region, pages);
      region.protect();
    }
    return reprotected;
  }

  /** The pages of a region's ring entries, for the next sync. */
  protected remember(region: WriteRegion, pages: ReapedPages): void {
    if (pages.count < region.pages) pages.count += pages.set.add(region.logged, 0);
  }

  /** A sync with rings: what is in them now, and what was reaped since the last sync. */
  private collectReaped(collectRegion: CollectRegion): SyncCount {
    const reprotectedPages = this.reap();
    let loggedPages = 0;
    let newlyDirtyPages = 0;
    for (const [region, pages] of this.reaped) {
      if (pages.count === 0) continue;
      loggedPages += pages.count;
      newlyDirtyPages += collectRegion(pages.set, region.firstWord, region);
      pages.set.clear();
      pages.count = 0;
    }
    return { loggedPages, newlyDirtyPages, reprotectedPages };
  }

  /** Whether the chunk of `page` has to be cleared before the page is sent. */
  mustClearBefore(page: number): boolean {
    return (
      this.form === 'manual-protect' &&
      this.chunkUncleared[Math.floor(page / CLEAR_CHUNK_PAGES)] === 1
    );
  }

  /** The regions that share the chunk of `page`. */
  regionsInChunk(page: number): readonly WriteRegion[] {
    const start = chunkStart(page);
    return this.memory.regions.filter(
      (region) => region.start < start + CLEAR_CHUNK_PAGES && region.end > start,
    );
  }

  /**
   * KVM_CLEAR_DIRTY_LOG for the chunk of `page`: clears and protects the pages that the last sync
   * reported. What was written since the sync to any other page stays in the log.
   *
   * @returns pages that were write-protected again
   */
  clearChunk(page: number): number {
    const start = chunkStart(page);
    this.chunkUncleared[start / CLEAR_CHUNK_PAGES] = 0;
    let reprotected = 0;
    for (const region of this.regionsInChunk(page)) {
      const from = Math.max(0, start - region.start);
      const to = Math.min(region.pages, start + CLEAR_CHUNK_PAGES - region.start);
      reprotected += this.clearReported(region, from, to);
    }
    return reprotected;
  }

  private clearReported(region: WriteRegion, from: number, to: number): number {
    const snapshot = this.snapshots.get(region);
    if (snapshot === undefined) return 0;
    const cleared = region.logged.remove(snapshot, from, to);
    snapshot.clearRange(from, to);
    region.protectedPages += cleared;
    return cleared;
  }
}

/** First page under the bit of the clear bitmap that `page` is under. */
export function chunkStart(page: number): number {
  return (page >>> CLEAR_CHUNK_SHIFT) * CLEAR_CHUNK_PAGES;
}

/** End of the pages under the bit of the clear bitmap that `page` is under. */
export function chunkEnd(page: number): number {
  return chunkStart(page) + CLEAR_CHUNK_PAGES;
}
