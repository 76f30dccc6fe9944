import { ns } from '../sim/time.js';
import type { GuestMemory } from '../memory/guest-memory.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { FreeList } from './workload.js';

/** Pages [start, end). */
export interface PageRange {
  readonly start: number;
  readonly end: number;
}

/** Free pages that were found, and where to go on; null at the end of memory. */
export interface FreePageScan {
  readonly ranges: readonly PageRange[];
  readonly pages: number;
  readonly next: number | null;
}

/**
 * The guest kernel's free lists: memory that was never touched, what a workload left behind, and the
 * pages of its allocator that are not in use.
 */
export class FreeMemory {
  constructor(
    private readonly memory: GuestMemory,
    /** What takes pages of a region and gives them back; null if nothing does. */
    readonly allocator: { readonly region: WriteRegion; readonly freeList: FreeList } | null,
  ) {}

  /** Finds up to `maxPages` free pages from page `from` on. The guest's work must be up to date. */
  scan(from: number, maxPages: number): FreePageScan {
    const ranges: PageRange[] = [];
    let pages = 0;
    let page = from;
    while (pages < maxPages) {
      const range = this.nextRange(page);
      if (range === null) return { ranges, pages, next: null };
      const end = Math.min(range.end, range.start + maxPages - pages);
      ranges.push({ start: range.start, end });
      pages += end - range.start;
      page = end;
    }
    return { ranges, pages, next: page };
  }

  private nextRange(from: number): PageRange | null {
    const { extents, totalPages } = this.memory;
    if (from >= totalPages) return null;
    for (let index = this.memory.extentIndex(from); index < extents.length; index++) {
      const { start, end, content, region } = extents[index];
      const first = Math.max(start, from);
      if (content === 'zero' || content === 'junk') return { start: first, end };
      if (region === null || region !== this.allocator?.region) continue;
      const { freeList } = this.allocator;
      const free = freeList.nextFree(first - start);
      if (free >= region.pages) continue;
      return { start: start + free, end: start + freeList.freeRunEnd(free) };
    }
    return null;
  }

  /** The guest keeps free pages from its allocator. */
  holdBack(ranges: readonly PageRange[]): void {
    this.eachOfAllocator(ranges, (freeList, from, to) => freeList.holdBack(from, to));
  }

  /** Lets go what `holdBack` kept. */
  release(ranges: readonly PageRange[], now: number): void {
    this.eachOfAllocator(ranges, (freeList, from, to) => freeList.release(from, to, ns(now)));
  }

  private eachOfAllocator(
    ranges: readonly PageRange[],
    visit: (freeList: FreeList, from: number, to: number) => void,
  ): void {
    const { allocator } = this;
    if (allocator === null) return;
    const { freeList, region } = allocator;
    for (const { start, end } of ranges) {
      if (start >= region.start && end <= region.end) {
        visit(freeList, start - region.start, end - region.start);
      }
    }
  }
}
