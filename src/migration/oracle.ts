import type { GuestMemory } from '../memory/guest-memory.js';
import { PageBitmap } from '../memory/page-bitmap.js';
import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
import type { DestinationCopies } from './destination-copies.js';
import type { TransferObserver } from './observer.js';
import { DestinationOracle } from './destination-oracle.js';
import type { RegionHistory } from './region-history.js';

/** A page whose last write did not reach the destination. */
export interface LostPage {
  readonly page: number;
  /** Latest time at which the page was written, ms. */
  readonly writtenAtMs: number;
  /** Time at which the page was last sent, ms; null if it never was. */
  readonly sentAtMs: number | null;
  /** Time of the first sync after the write, which should have found it, ms. */
  readonly missedBySyncAtMs: number | null;
  /** Time at which the guest had reported it free, ms; absent if it was never skipped for that. */
  readonly recordedFreeAtMs?: number;
  /** Time at which it was skipped for that, ms. */
  readonly skippedAtMs?: number;
  /** Time at which it could be used, or was, on the destination of a postcopy migration, ms. */
  readonly usedAtMs?: number;
}

export interface OracleVerdict {
  readonly pagesChecked: number;
  readonly lostPages: number;
  /** The first few lost pages. */
  readonly examples: readonly LostPage[];
}

const EXAMPLES = 5;

/** Pages that were skipped because the guest had reported them free, and when. */
interface Skip {
  readonly recordedFreeAt: Nanoseconds;
  readonly skippedAt: Nanoseconds;
}

/**
 * Proves that no page was lost: when the guest has stopped for good, each page must have been sent
 * at least once, and after its last write. A page that was skipped as free is lost only if it was
 * written after the guest had recorded it as free: what it held before, nobody needs.
 *
 * Writes are known to the interval between two looks at a region's log. A transfer inside such an
 * interval counts as before the write: a correct algorithm finds that write in the log and sends
 * the page again, so the oracle never blames it, and it never acquits a wrong one.
 */
export class Oracle implements TransferObserver {
  private readonly sent: PageBitmap;
  /** Pages outside all regions that were skipped: they never change. */
  private readonly unchangingSkipped: PageBitmap;
  private readonly histories: readonly RegionHistory[];
  /** In order of time. */
  private readonly skips: Skip[] = [];
  private readonly syncTimes: Nanoseconds[] = [];
  private destination: DestinationOracle | null = null;

  /** @param copies what the destination holds, where deltas are sent: a page may be sent, and be wrong */
  constructor(
    private readonly memory: GuestMemory,
    private copies: DestinationCopies | null = null,
  ) {
    this.sent = new PageBitmap(memory.totalPages);
    this.unchangingSkipped = new PageBitmap(memory.totalPages);
    this.histories = memory.regions.map((region) => ({
      region,
      writtenBy: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
      sentFrom: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
      skippedBy: null,
      placedAt: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
    }));
  }

  pagesWritten(start: number, end: number, by: Nanoseconds): void {
    for (const { region, writtenBy } of this.histories) {
      const first = Math.max(start, region.start);
      const last = Math.min(end, region.end);
      if (first < last) writtenBy.fill(by, first - region.start, last - region.start);
    }
  }

  /** What stays at the destination is the copy that is placed last, even if it is an older one. */
  pagesSent(
    start: number,
    end: number,
    from: Nanoseconds,
    to: Nanoseconds,
    placedBy: Nanoseconds = to,
  ): void {
    this.sent.setRange(start, end);
    const perPage = (to - from) / (end - start);
    for (const { region, sentFrom, placedAt } of this.histories) {
      const first = Math.max(start, region.start);
      const last = Math.min(end, region.end);
      for (let page = first; page < last; page++) {
        if (placedBy < placedAt[page - region.start]) continue;
        placedAt[page - region.start] = placedBy;
        sentFrom[page - region.start] = from + (page - start) * perPage;
      }
    }
  }

  pagesSkipped(start: number, end: number, recordedFreeAt: Nanoseconds, at: Nanoseconds): void {
    this.skips.push({ recordedFreeAt, skippedAt: at });
    this.unchangingSkipped.setRange(start, end);
    for (const history of this.histories) {
      const { region } = history;
      const first = Math.max(start, region.start);
      const last = Math.min(end, region.end);
      if (first >= last) continue;
      history.skippedBy ??= new Int32Array(region.pages).fill(-1);
      history.skippedBy.fill(this.skips.length - 1, first - region.start, last - region.start);
      this.unchangingSkipped.clearRange(first, last);
    }
  }

  /** Only what is zero indeed counts as being there. */
  holeLeftOut(start: number, end: number, at: Nanoseconds): void {
    for (const extent of this.memory.extents) {
      const { content, region } = extent;
      if (content !== 'zero' && region === null) continue;
      const from = Math.max(start, region?.touchedEnd ?? extent.start);
      const to = Math.min(end, extent.end);
      if (from < to) this.pagesSent(from, to, at, at);
    }
  }

  synced(at: Nanoseconds): void {
    this.syncTimes.push(at);
  }

  switchedOver(discarded: PageBitmap, at: Nanoseconds): void {
    const { copies, histories, sent } = this;
    this.destination = new DestinationOracle(discarded, at, sent, histories, copies);
    // Pages that are sent from now on are sent whole, and the guest writes where they go.
    this.copies = null;
  }

  pagesPlaced(start: number, end: number, first: Nanoseconds, last: Nanoseconds): void {
    this.destination?.placed(start, end, first, last);
  }

  pagesTouched(start: number, end: number, at: Nanoseconds): void {
    this.destination?.touched(start, end, at);
  }

  /** Compares source and destination. The guest's writes must have been worked out. */
  verdict(): OracleVerdict {
    const { destination } = this;
    let lostPages = destination?.wrong.count() ?? 0;
    const examples: LostPage[] = [...(destination?.examples ?? [])];
    const judge = (page: number, written: number, sent: number, skip: Skip | null): void => {
      if (destination?.wrong.has(page) === true) return;
      if (skip !== null && skip.recordedFreeAt >= written) return;
      lostPages++;
      if (examples.length >= EXAMPLES) return;
      const missedBy = this.syncTimes.find((time) => time > written);
      examples.push({
        page,
        writtenAtMs: Math.max(0, written) / NS_PER_MS,
        sentAtMs: sent < 0 ? null : sent / NS_PER_MS,
        missedBySyncAtMs: missedBy === undefined ? null : missedBy / NS_PER_MS,
        ...(skip !== null && {
          recordedFreeAtMs: skip.recordedFreeAt / NS_PER_MS,
          skippedAtMs: skip.skippedAt / NS_PER_MS,
        }),
      });
    };
    const { totalPages } = this.memory;
    let around: RegionHistory | undefined;
    for (let from = this.sent.nextClear(0); from < totalPages;) {
      const to = this.sent.nextSet(from);
      for (let page = from; page < to; page++) {
        if (this.unchangingSkipped.has(page)) continue;
        if (around === undefined || !isIn(around, page)) {
          around = this.histories.find((each) => isIn(each, page));
        }
        const written = around?.writtenBy[page - around.region.start] ?? 0;
        const skip = around === undefined ? null : this.lastSkip(around, page);
        judge(page, Math.max(0, written), Number.NEGATIVE_INFINITY, skip);
      }
      from = this.sent.nextClear(to);
    }
    for (const history of this.histories) {
      const { region, writtenBy, sentFrom } = history;
      for (let offset = 0; offset < region.pages; offset++) {
        const page = region.start + offset;
        const isOld = writtenBy[offset] > sentFrom[offset];
        if (!isOld && this.copies?.isRight(page) !== false) continue;
        if (!this.sent.has(page)) continue;
        judge(page, writtenBy[offset], sentFrom[offset], this.lastSkip(history, page));
      }
    }
    return { pagesChecked: totalPages, lostPages, examples };
  }

  private lastSkip({ region, skippedBy }: RegionHistory, page: number): Skip | null {
    const index = skippedBy?.[page - region.start] ?? -1;
    return index < 0 ? null : this.skips[index];
  }
}

function isIn({ region }: RegionHistory, page: number): boolean {
  return page >= region.start && page < region.end;
}
