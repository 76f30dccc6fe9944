import type { DirtyLog } from '../../src/host/dirty-log.js';
import type { GuestMemory } from '../../src/memory/guest-memory.js';
import {
  IterationBitmaps,
  type IterationBitmapSteps,
} from '../../src/migration/convergence/iteration-bitmaps.js';
import type { RamState } from '../../src/migration/ram-state.js';
import type { MergeCount } from '../../src/migration/bitmap-merge.js';

const allSteps: IterationBitmapSteps = {
  dropSentPages: true,
  rememberLog: true,
  copyPending: true,
  queueRemembered: true,
};

/** The three bitmaps with one of their operations left out. */
export function bitmapsWithout(left: keyof IterationBitmapSteps): typeof IterationBitmaps {
  return class extends IterationBitmaps {
    constructor(memory: GuestMemory) {
      super(memory, { ...allSteps, [left]: false });
    }
  };
}

/** The three bitmaps, counting the background syncs of all instances. */
export class CountingBitmaps extends IterationBitmaps {
  static backgroundSyncs = 0;

  override mergeBackground(log: DirtyLog, ram: RamState): MergeCount {
    CountingBitmaps.backgroundSyncs++;
    return super.mergeBackground(log, ram);
  }
}
