import type { LogSource } from '../host/fetched-log.js';
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
  ) {}

  mergeIteration(log: LogSource, ram: RamState): MergeCount {
    return this.remembered(log, (source) => this.merge.mergeIteration(source, ram));
  }

  mergeBackground(log: LogSource, ram: RamState): MergeCount {
    return this.remembered(log, (source) => this.merge.mergeBackground(source, ram));
  }

  /** The first sync says nothing of the guest: the log has begun with it. */
  private remembered(log: LogSource, merge: (source: LogSource) => MergeCount): MergeCount {
    if (this.counters.dirtySyncCount <= 1) return merge(log);
    const { history } = this;
    const collect: LogSource['collect'] = (collectRegion) =>
      log.collect((logged, firstWord, region) => {
        history.noteLog(logged, region.start, region.pages);
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
