import type { PageBitmap } from '../memory/page-bitmap.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { CollectRegion, DirtyLog, SyncCount } from './dirty-log.js';

/** What a sync takes the log from. */
export type LogSource = Pick<DirtyLog, 'sync' | 'collect'>;

interface FetchedRegion {
  readonly region: WriteRegion;
  readonly logged: PageBitmap;
  readonly firstWord: number;
}

/**
 * A log that was fetched, and is merged later (QEMU, ram_list.dirty_memory): what the guest has written by the fetch
 * is found at the merge, whatever has happened to the bitmap in between.
 */
export class FetchedLog implements LogSource {
  private readonly regions: FetchedRegion[] = [];
  /** What the fetch found; nothing is known to be newly dirty before the merge. */
  readonly found: SyncCount;

  /** Fetches `log` now, which has its effect on the log. */
  constructor(log: LogSource) {
    this.found = log.collect((logged, firstWord, region) => {
      this.regions.push({ region, logged: logged.copy(), firstWord });
      return 0;
    });
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
