import type { NextTransfer } from '../host/transfer.js';
import { PAGE_BYTES } from '../memory/units.js';
import type { BandwidthWindow } from './bandwidth-window.js';
import type { MigrationCounters } from './counters.js';
import type { DirtySync } from './dirty-sync.js';
import type { SliceBudget } from './slice-budget.js';

/** What comes between two iterate steps. */
export type Turn = Pick<QuietTurn, 'allows' | 'passes'>;

/**
 * The precopy loop's turn from one iterate step to the next where nobody has a say in it: no event was due, no stop
 * condition is asked, nobody traces. It does what `Precopy` does then, and nearly all turns of a long migration are so.
 */
export class QuietTurn {
  constructor(
    private readonly window: BandwidthWindow,
    private readonly counters: MigrationCounters,
    private readonly dirtySync: Pick<DirtySync, 'remainingAtLastSync'>,
    private readonly budget: SliceBudget,
  ) {}

  /**
   * The step has ended with a transfer: closes the bandwidth window if it is due.
   *
   * @param pendingPages what is left to send; a number of bytes would be too large for a small integer, and boxed
   * @returns whether the next step begins at once, if the rate limit allows it. If not, `Precopy` takes the turn again, and comes to
   *   the same.
   */
  passes(last: NextTransfer, pendingPages: number): boolean {
    const { window } = this;
    if (last.end >= window.openUntil) {
      window.update(last.end, this.counters, this.dirtySync.remainingAtLastSync);
    }
    return pendingPages * PAGE_BYTES > window.thresholdBytes;
  }

  /** Whether the rate limit lets so many pages of `wireBytes` more pass. */
  allows(pages: number, wireBytes: number): boolean {
    return this.budget.allows(pages * wireBytes);
  }
}
