import { PageBitmap } from '../memory/page-bitmap.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { CollectRegion, DirtyLog, SyncCount } from './dirty-log.js';

/** What a sync takes the log from. */
export type LogSource = Pick<DirtyLog, 'sync' | 'collect'>;

interface FetchedRegion {
  readonly region: WriteRegion;
  readonly logged: PageBitmap;
  readonly firstWord: number;
}

/** Bitmaps of logs that were merged, for those that are fetched next: a large guest's take longer to make than to fill. */
export type SpareBitmaps = Map<WriteRegion, PageBitmap>;

/**
 * A log that was fetched, and is merged later (QEMU, ram_list.dirty_memory): what the guest has written by the fetch
 * is found at the merge, whatever has happened to the bitmap in between.
 */
export class FetchedLog implements LogSource {
  private readonly regions: FetchedRegion[] = [];
  /** What the fetch found; nothing is known to be newly dirty before the merge. */
  readonly found: SyncCount;

  /**
   * Fetches `log` now, which has its effect on the log.
   *
   * @param spares what its bitmaps are taken from, and given back to
   */
  constructor(
    log: LogSource,
    private readonly spares: SpareBitmaps = new Map(),
  ) {
    this.found = log.collect((logged, firstWord, region) => {
      const fetched = spares.get(region) ?? new PageBitmap(region.pages);
      spares.delete(region);
      fetched.become(logged);
      this.regions.push({ region, logged: fetched, firstWord });
      return 0;
    });
  }

  /** It was merged, and nobody looks at it again. */
  giveBack(): void {
    for (const { logged, region } of this.regions.splice(0)) this.spares.set(region, logged);
  }

  sync(bitmap: PageBitmap): SyncCount {
    return this.collect((logged, firstWord) => bitmap.add(logged, firstWord));
  }

  collect(collectRegion: CollectRegion): SyncCount {
    let newlyDirtyPages = 0;
    for (const { region, logged, firstWord } of this.regions) {
      newlyDirtyPages += collectRegion(logged, firstWord, region);
    }
    return { ...this.found, newlyDirtyPages };
  }
}
