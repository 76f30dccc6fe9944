import type { GuestMemory } from '../memory/guest-memory.js';
import { PageBitmap } from '../memory/page-bitmap.js';
import type { WriteRegion } from '../memory/write-region.js';
import { NS_PER_MS, type Nanoseconds } from '../sim/time.js';
import type { TransferObserver } from './observer.js';

/** A page whose last write did not reach the destination. */
export interface LostPage {
  readonly page: number;
  /** Latest time at which the page was written, ms. */
  readonly writtenAtMs: number;
  /** Time at which the page was last sent, ms; null if it never was. */
  readonly sentAtMs: number | null;
  /** Time of the first sync after the write, which should have found it, ms. */
  readonly missedBySyncAtMs: number | null;
}

export interface OracleVerdict {
  readonly pagesChecked: number;
  readonly lostPages: number;
  /** The first few lost pages. */
  readonly examples: readonly LostPage[];
}

const EXAMPLES = 5;

/**
 * Of each page of a region, ns: the last write; when the copy was read that the destination holds, and
 * when that was placed. -Infinity until there is one.
 */
interface RegionHistory {
  readonly region: WriteRegion;
  readonly writtenBy: Float64Array;
  readonly sentFrom: Float64Array;
  readonly placedAt: Float64Array;
}

/**
 * Proves that no page was lost: when the guest has stopped for good, each page must have been sent
 * at least once, and after its last write.
 *
 * Writes are known to the interval between two looks at a region's log. A transfer inside such an
 * interval counts as before the write: a correct algorithm finds that write in the log and sends
 * the page again, so the oracle never blames it, and it never acquits a wrong one.
 */
export class Oracle implements TransferObserver {
  private readonly sent: PageBitmap;
  private readonly histories: readonly RegionHistory[];
  private readonly syncTimes: Nanoseconds[] = [];

  constructor(private readonly memory: GuestMemory) {
    this.sent = new PageBitmap(memory.totalPages);
    this.histories = memory.regions.map((region) => ({
      region,
      writtenBy: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
      sentFrom: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
      placedAt: new Float64Array(region.pages).fill(Number.NEGATIVE_INFINITY),
    }));
  }

  pagesWritten(start: number, end: number, by: Nanoseconds): void {
    for (const { region, writtenBy } of this.overlapping(start, end)) {
      writtenBy.fill(
        by,
        Math.max(0, start - region.start),
        Math.min(region.pages, end - region.start),
      );
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
    for (const { region, sentFrom, placedAt } of this.overlapping(start, end)) {
      const first = Math.max(start, region.start);
      const last = Math.min(end, region.end);
      for (let page = first; page < last; page++) {
        if (placedBy < placedAt[page - region.start]) continue;
        placedAt[page - region.start] = placedBy;
        sentFrom[page - region.start] = from + (page - start) * perPage;
      }
    }
  }

  synced(at: Nanoseconds): void {
    this.syncTimes.push(at);
  }

  /** Compares source and destination. The guest's writes must have been worked out. */
  verdict(): OracleVerdict {
    let lostPages = 0;
    const examples: LostPage[] = [];
    const lose = (page: number, written: number, sent: number): void => {
      lostPages++;
      if (examples.length >= EXAMPLES) return;
      const missedBy = this.syncTimes.find((time) => time > written);
      examples.push({
        page,
        writtenAtMs: Math.max(0, written) / NS_PER_MS,
        sentAtMs: sent < 0 ? null : sent / NS_PER_MS,
        missedBySyncAtMs: missedBy === undefined ? null : missedBy / NS_PER_MS,
      });
    };
    const { totalPages } = this.memory;
    for (
      let page = this.sent.nextClear(0);
      page < totalPages;
      page = this.sent.nextClear(page + 1)
    ) {
      lose(page, 0, Number.NEGATIVE_INFINITY);
    }
    for (const { region, writtenBy, sentFrom } of this.histories) {
      for (let offset = 0; offset < region.pages; offset++) {
        const page = region.start + offset;
        if (writtenBy[offset] > sentFrom[offset] && this.sent.has(page)) {
          lose(page, writtenBy[offset], sentFrom[offset]);
        }
      }
    }
    return { pagesChecked: totalPages, lostPages, examples };
  }

  private overlapping(start: number, end: number): readonly RegionHistory[] {
    return this.histories.filter(({ region }) => region.start < end && region.end > start);
  }
}
