import type { SyncCount } from '../host/dirty-log.js';
import type { LogSource } from '../host/fetched-log.js';
import type { RamState } from './ram-state.js';

export interface MergeCount {
  /** What the log reported. */
  readonly found: SyncCount;
  /** Pages that count as dirtied in the period. */
  readonly periodDirtyPages: number;
  /** Pages whose bits were tested one by one. */
  readonly walkedPages: number;
}

/** How the pages that a sync finds get into the bitmap of pages to send. */
export interface BitmapMerge {
  /** A sync of the migration thread. */
  mergeIteration(log: LogSource, ram: RamState): MergeCount;
  /** A background sync. */
  mergeBackground(log: LogSource, ram: RamState): MergeCount;
}

/** Stock QEMU: whatever is found is to be sent, whoever syncs. */
export class DirectMerge implements BitmapMerge {
  mergeIteration(log: LogSource, ram: RamState): MergeCount {
    const found = log.sync(ram.dirty);
    ram.dirtyPages += found.newlyDirtyPages;
    ram.revision++;
    return { found, periodDirtyPages: found.newlyDirtyPages, walkedPages: 0 };
  }

  mergeBackground(log: LogSource, ram: RamState): MergeCount {
    return this.mergeIteration(log, ram);
  }
}
