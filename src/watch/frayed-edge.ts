import { PAGES_PER_MIB } from '../memory/units.js';
import type { RamReading } from '../observed/migration-reading.js';
import { isUnused, pagesBetween } from './pages-between.js';

/** Content over which one share of zero pages is taken. */
const WINDOW_PAGES = 24 * PAGES_PER_MIB;
/** Windows that are looked at together; of their shares the second smallest counts, as huge pages of zeroes lie anywhere. */
const WINDOWS = 4;
/** From dense memory to a frayed edge, as shares of zero pages. Fitted on the series of `docs/forecasts.md`. */
const DENSE = 0.002;
const FRAYED = 0.003;

/**
 * Whether what is in use comes to an end. A system hands out its memory from one end: what it has handed out long ago is
 * dense, at the edge pages are still unused between others. Told one answer of the first pass after the other.
 */
export class FrayedEdge {
  private start: RamReading | null = null;
  private shares: readonly number[] = [];
  private wasDense = false;
  private startedAt: number | null = null;

  add(ram: RamReading): void {
    const { start } = this;
    if (start === null) {
      this.start = ram;
      return;
    }
    const { normal, zero } = pagesBetween(start, ram);
    if (isUnused({ normal: Math.max(normal, WINDOW_PAGES), zero })) {
      this.start = ram;
      this.shares = [];
      this.wasDense = false;
      this.startedAt = null;
    } else if (normal >= WINDOW_PAGES) {
      this.start = ram;
      this.shares = [...this.shares, zero / (normal + zero)].slice(-WINDOWS);
      this.wasDense ||= this.share !== null && this.share < DENSE;
      const isFrayed = this.wasDense && this.share !== null && this.share > FRAYED;
      if (!isFrayed) this.startedAt = null;
      else this.startedAt ??= ram.normalPages ?? 0;
    }
  }

  get isNear(): boolean {
    return this.startedAt !== null;
  }

  /** Pages with content that had been sent when it began to show; null if it does not. */
  get startPages(): number | null {
    return this.startedAt;
  }

  private get share(): number | null {
    return this.shares.length < WINDOWS ? null : this.shares.toSorted((a, b) => a - b)[1];
  }
}
