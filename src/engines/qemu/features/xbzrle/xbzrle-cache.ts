import type { CopyRuns } from './copy-runs.js';
import { SlotRuns } from './slot-runs.js';

/** Generations for which a page that was used is not replaced by another (QEMU, page_cache.c). */
const LIFETIME = 2;

/**
 * The source's copies of pages that it has sent (QEMU, page_cache.c): direct-mapped, a page has one
 * slot that it shares with all others of the same low address bits. Costs follow the runs of slots that are alike.
 */
export class XbzrleCache {
  private readonly runs: SlotRuns;

  /** @param slots a power of two */
  constructor(readonly slots: number) {
    this.runs = new SlotRuns(slots);
  }

  /** Whether there is a copy of `page`. */
  has(page: number): boolean {
    const slot = this.slotOf(page);
    const part = this.runs.partOf(slot);
    return part.tag[part.indexOf(slot)] === this.tagOf(page);
  }

  /** Version of the copy of `page`, which must be there. */
  versionOf(page: number): number {
    const slot = this.slotOf(page);
    const part = this.runs.partOf(slot);
    return part.version[part.indexOf(slot)];
  }

  /**
   * End of pages from `page` on, at most `limit`, of which there is a copy of the same version as of `page`, or of
   * which there is none either. Those that follow may be alike too.
   */
  alikeUntil(page: number, limit: number): number {
    const slot = this.slotOf(page);
    const tag = this.tagOf(page);
    const version = this.has(page) ? this.versionOf(page) : null;
    // Behind the last slot comes the first.
    const last = Math.min(slot + limit - page, this.slots);
    const end = this.runs.alikeUntil(slot, last, (part, index) =>
      version === null
        ? part.tag[index] !== tag
        : part.tag[index] === tag && part.version[index] === version,
    );
    return page + end - slot;
  }

  /** Look-ups that hit keep the copies of `count` pages from `page` on alive. */
  use(page: number, count: number, generation: number): void {
    this.change(page, count, (part, index) => {
      part.generation[index] = generation;
    });
  }

  /** Puts in copies of `count` pages from `page` on, except where another page's was used in this generation or the one before. */
  insert(page: number, count: number, version: number, generation: number): void {
    this.change(page, count, (part, index, tag) => {
      const isOthers = part.tag[index] !== 0 && part.tag[index] !== tag;
      if (isOthers && part.generation[index] + LIFETIME > generation) return;
      part.tag[index] = tag;
      part.version[index] = version;
      part.generation[index] = generation;
    });
  }

  /** A new version of the copies that there are of `count` pages from `page` on. */
  renew(page: number, count: number, version: number): void {
    this.change(page, count, (part, index) => {
      part.version[index] = version;
    });
  }

  /** @param change told the tag that the copies of these pages have */
  private change(
    page: number,
    count: number,
    change: (part: CopyRuns, index: number, tag: number) => void,
  ): void {
    for (let from = page; from < page + count;) {
      const slot = this.slotOf(from);
      const end = Math.min(slot + page + count - from, this.slots);
      const tag = this.tagOf(from);
      this.runs.change(slot, end, (part, index) => change(part, index, tag));
      from += end - slot;
    }
  }

  private slotOf(page: number): number {
    return (page & (this.slots - 1)) >>> 0;
  }

  /** Tells the pages of a slot apart; 0 is of none. */
  private tagOf(page: number): number {
    return 1 + Math.floor(page / this.slots);
  }
}
