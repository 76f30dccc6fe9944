import type { LogSource } from '../host/fetched-log.js';
import type { PageBitmap } from '../memory/page-bitmap.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { BitmapMerge, MergeCount } from './bitmap-merge.js';
import type { MigrationCounters } from './counters.js';
import type { DirtyHistory } from './dirty-history.js';
import type { RamState } from './ram-state.js';

/** Remembers what each sync finds, and merges it as another merge does. */
export class RememberingMerge implements BitmapMerge {
  constructor(
    private readonly merge: BitmapMerge,
    private readonly history: DirtyHistory,
    private readonly counters: Pick<MigrationCounters, 'dirtySyncCount'>,
    /** Whether somebody asks what was dirtied again. */
    private readonly isTraced: boolean,
  ) {}

  mergeIteration(log: LogSource, ram: RamState): MergeCount {
    return this.remembered(log, ram, (source) => this.merge.mergeIteration(source, ram));
  }

  mergeBackground(log: LogSource, ram: RamState): MergeCount {
    return this.remembered(log, ram, (source) => this.merge.mergeBackground(source, ram));
  }

  /** The first sync says nothing of the guest: the log has begun with it. */
  private remembered(
    log: LogSource,
    ram: RamState,
    merge: (source: LogSource) => MergeCount,
  ): MergeCount {
    if (this.counters.dirtySyncCount <= 1) return merge(log);
    const { history } = this;
    const collect: LogSource['collect'] = (collectRegion) =>
      log.collect((logged, firstWord, region) => {
        history.noteLog(logged, region.start, region.pages);
        if (this.isTraced) history.heldDirtied += heldAndPending(logged, region, ram);
        return collectRegion(logged, firstWord, region);
      });
    const merged = merge({
      collect,
      sync: (bitmap) => collect((logged, firstWord) => bitmap.add(logged, firstWord)),
    });
    history.syncEnded();
    return merged;
  }
}

/** Logged pages of a region that are held back, and still pending. */
function heldAndPending(
  logged: PageBitmap,
  region: WriteRegion,
  { dirty, held }: RamState,
): number {
  let pages = 0;
  for (const run of held.runs) {
    const start = Math.max(run.start, region.start) - region.start;
    const end = Math.min(run.end, region.end) - region.start;
    if (start >= end) continue;
    let page = logged.nextSet(start, end);
    while (page < end) {
      const clear = logged.nextClear(page, end);
      pages += dirty.count(region.start + page, region.start + clear);
      page = logged.nextSet(clear, end);
    }
  }
  return pages;
}
