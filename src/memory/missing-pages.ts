import { nthSetBit } from './bit-words.js';
import type { PageBitmap } from './page-bitmap.js';

/** Pages whose number is known as a whole: those under one bit of a bitmap's summary. */
const BLOCK_SHIFT = 10;
const BLOCK_PAGES = 1 << BLOCK_SHIFT;

/** The pages that the destination of a postcopy migration has not got. They only become fewer. */
export class MissingPages {
  private readonly pages: PageBitmap;
  /** Missing pages of each block; counted when somebody asks for the first time. */
  private blockCounts: Uint16Array | null = null;

  /** @param discarded pages that are missing at the beginning */
  constructor(discarded: PageBitmap) {
    this.pages = discarded.copy();
  }

  has(page: number): boolean {
    return this.pages.has(page);
  }

  /** First missing page in [from, end), or `end`. */
  next(from: number, end: number): number {
    return this.pages.nextSet(from, end);
  }

  /** Pages [start, end) are there. */
  place(start: number, end: number): void {
    const counts = this.blockCounts;
    if (counts !== null) {
      for (let from = start; from < end;) {
        const to = endInBlock(from, end);
        counts[from >>> BLOCK_SHIFT] -= this.countInBlock(counts, from, to);
        from = to;
      }
    }
    if (end - start === 1) this.pages.clearPage(start);
    else this.pages.clearRange(start, end);
  }

  /** Number of missing pages in [start, end). */
  count(start: number, end: number): number {
    const counts = (this.blockCounts ??= countBlocks(this.pages));
    let count = 0;
    for (let from = start; from < end;) {
      const to = endInBlock(from, end);
      count += this.countInBlock(counts, from, to);
      from = to;
    }
    return count;
  }

  /** The missing page in [start, end) before which there are `index` others; `end` if there is none. */
  select(start: number, end: number, index: number): number {
    const counts = (this.blockCounts ??= countBlocks(this.pages));
    let left = index;
    for (let from = start; from < end;) {
      const to = endInBlock(from, end);
      const missing = this.countInBlock(counts, from, to);
      if (left < missing) {
        return nthSetBit(this.pages.settledWords(from, to), from, to, left);
      }
      left -= missing;
      from = to;
    }
    return end;
  }

  private countInBlock(counts: Uint16Array, from: number, to: number): number {
    return to - from === BLOCK_PAGES ? counts[from >>> BLOCK_SHIFT] : this.pages.count(from, to);
  }
}

/** Where the part of [from, end) ends that lies in the block of `from`. */
function endInBlock(from: number, end: number): number {
  return Math.min(end, ((from >>> BLOCK_SHIFT) + 1) * BLOCK_PAGES);
}

function countBlocks(bitmap: PageBitmap): Uint16Array {
  const { pages } = bitmap;
  return Uint16Array.from({ length: Math.ceil(pages / BLOCK_PAGES) }, (_, block) =>
    bitmap.count(block * BLOCK_PAGES, Math.min(pages, (block + 1) * BLOCK_PAGES)),
  );
}
