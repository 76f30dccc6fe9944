import type { GuestMemory } from '../memory/guest-memory.js';
import type { PageAllocator } from './page-allocator.js';

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
    readonly allocator: PageAllocator | null,
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
      const free = this.allocator.nextFree(first - start);
      if (free >= region.pages) continue;
      return { start: start + free, end: start + this.allocator.freeRunEnd(free) };
    }
    return null;
  }

  /** The guest keeps free pages from its allocator. */
  holdBack(ranges: readonly PageRange[]): void {
    this.eachOfAllocator(ranges, (allocator, from, to) => allocator.holdBack(from, to));
  }

  /** Lets go what `holdBack` kept. */
  release(ranges: readonly PageRange[], now: number): void {
    this.eachOfAllocator(ranges, (allocator, from, to) => allocator.release(from, to, now));
  }

  private eachOfAllocator(
    ranges: readonly PageRange[],
    visit: (allocator: PageAllocator, from: number, to: number) => void,
  ): void {
    const { allocator } = this;
    if (allocator === null) return;
    const { region } = allocator;
    for (const { start, end } of ranges) {
      if (start >= region.start && end <= region.end) {
        visit(allocator, start - region.start, end - region.start);
      }
    }
  }
}
