import type { NextTransfer } from '../host/transfer.js';
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
   * @param pendingBytes what is left to send
   * @returns whether the next step begins at once. If not, `Precopy` takes the turn again, and comes to the same.
   */
  passes(last: NextTransfer, pendingBytes: number): boolean {
    const { window } = this;
    if (last.end >= window.openUntil) {
      window.update(last.end, this.counters, this.dirtySync.remainingAtLastSync);
    }
    return pendingBytes > window.thresholdBytes && !this.budget.isExceeded();
  }

  /** Whether the rate limit lets so many bytes more pass. */
  allows(bytes: number): boolean {
    return this.budget.allows(bytes);
  }
}
