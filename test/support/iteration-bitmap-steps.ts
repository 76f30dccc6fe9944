import type { GuestMemory } from '../../src/memory/guest-memory.js';
import {
  IterationBitmaps,
  type IterationBitmapSteps,
} from '../../src/engines/qemu/features/background-sync/iteration-bitmaps.js';

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
