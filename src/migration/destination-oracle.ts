import { PageBitmap } from '../memory/page-bitmap.js';
import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
import type { DestinationCopies } from './destination-copies.js';
import type { LostPage } from './oracle.js';
import type { RegionHistory } from './region-history.js';

/** Times are sums of fractions of nanoseconds. */
const TOLERANCE_NS = 1;

const MOST_EXAMPLES = 5;

/**
 * The oracle's own book of the destination in postcopy: each page that the guest may use there must hold
 * what the source wrote last. Wrong is a page that
 *
 * - was neither discarded nor sent after its last write, from the switch on;
 * - the guest used before it was placed, or although the copy is too old;
 * - was placed although it was there: what the guest wrote to it would be lost.
 */
export class DestinationOracle {
  /** Pages of which something was wrong. */
  readonly wrong: PageBitmap;
  readonly examples: LostPage[] = [];
  private readonly missing: PageBitmap;
  private readonly used: PageBitmap;

  constructor(
    discarded: PageBitmap,
    now: Nanoseconds,
    sent: PageBitmap,
    private readonly histories: readonly RegionHistory[],
    copies: Pick<DestinationCopies, 'isRight'> | null = null,
  ) {
    const { pages } = discarded;
    this.missing = discarded.copy();
    this.wrong = new PageBitmap(pages);
    this.used = new PageBitmap(pages);
    for (
      let page = sent.nextClear(0, pages);
      page < pages;
      page = sent.nextClear(page + 1, pages)
    ) {
      if (!this.missing.has(page)) this.blame(page, null, now);
    }
    for (const history of histories) {
      const { start, end } = history.region;
      this.checkRun(history, this.missing.nextClear(start, end), end, now, true);
      if (copies !== null) this.checkDeltas(history, copies, now);
    }
  }

  placed(start: number, end: number, first: Nanoseconds, last: Nanoseconds): void {
    for (let page = this.missing.nextClear(start, end); page < end;) {
      this.blame(page, this.historyOf(page), first);
      page = this.missing.nextClear(page + 1, end);
    }
    this.missing.clearRange(start, end);
    const spacing = end - start > 1 ? (last - first) / (end - start - 1) : 0;
    for (const { region, placedAt } of this.histories) {
      const to = Math.min(end, region.end);
      for (let page = Math.max(start, region.start); page < to; page++) {
        placedAt[page - region.start] = first + (page - start) * spacing;
      }
    }
  }

  touched(start: number, end: number, at: Nanoseconds): void {
    const history = this.historyOf(start);
    if (history === null) return;
    this.checkRun(history, this.used.nextClear(start, end), end, at, false);
    this.used.setRange(start, end);
  }

  /**
   * Checks the pages [first, end) of a region.
   *
   * @param onlyPlaced whether missing pages are left out, as nobody uses them; they are wrong otherwise
   */
  private checkRun(
    history: RegionHistory,
    first: number,
    end: number,
    at: Nanoseconds,
    onlyPlaced: boolean,
  ): void {
    const { region, placedAt, sentFrom, writtenBy } = history;
    const skipped = onlyPlaced ? this.missing : this.used;
    for (let from = first; from < end;) {
      const to = skipped.nextSet(from, end);
      for (let page = from; page < to; page++) {
        const offset = page - region.start;
        const isStale = writtenBy[offset] > sentFrom[offset];
        const isEarly = placedAt[offset] > at + TOLERANCE_NS;
        if (isStale || isEarly || this.missing.has(page)) this.blame(page, history, at);
      }
      from = skipped.nextClear(to, end);
    }
  }

  /** Pages that are there must hold what deltas should have made of them. */
  private checkDeltas(
    history: RegionHistory,
    copies: Pick<DestinationCopies, 'isRight'>,
    now: Nanoseconds,
  ): void {
    const { start, end } = history.region;
    for (
      let page = this.missing.nextClear(start, end);
      page < end;
      page = this.missing.nextClear(page + 1, end)
    ) {
      if (!copies.isRight(page)) this.blame(page, history, now);
    }
  }

  private historyOf(page: number): RegionHistory | null {
    return this.histories.find(({ region }) => page >= region.start && page < region.end) ?? null;
  }

  private blame(page: number, history: RegionHistory | null, at: Nanoseconds): void {
    if (this.wrong.has(page)) return;
    this.wrong.setRange(page, page + 1);
    if (this.examples.length >= MOST_EXAMPLES) return;
    const written = history?.writtenBy[page - history.region.start] ?? 0;
    const sent = history?.sentFrom[page - history.region.start] ?? Number.NEGATIVE_INFINITY;
    this.examples.push({
      page,
      writtenAtMs: Math.max(0, written) / NS_PER_MS,
      sentAtMs: sent < 0 ? null : sent / NS_PER_MS,
      missedBySyncAtMs: null,
      usedAtMs: at / NS_PER_MS,
    });
  }
}
