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
      this.eachBlock(start, end, (from, _to, missing) => {
        counts[from >>> BLOCK_SHIFT] -= missing;
        return true;
      });
    }
    this.pages.clearRange(start, end);
  }

  /** Number of missing pages in [start, end). */
  count(start: number, end: number): number {
    let count = 0;
    this.eachBlock(start, end, (_from, _to, missing) => {
      count += missing;
      return true;
    });
    return count;
  }

  /** The missing page in [start, end) before which there are `index` others; `end` if there is none. */
  select(start: number, end: number, index: number): number {
    let left = index;
    let page = end;
    this.eachBlock(start, end, (from, to, missing) => {
      if (left >= missing) {
        left -= missing;
        return true;
      }
      page = nthSetBit(this.pages.settledWords(from, to), from, to, left);
      return false;
    });
    return page;
  }

  /** Visits the parts of [start, end) block by block, until `visit` returns false. */
  private eachBlock(
    start: number,
    end: number,
    visit: (from: number, to: number, missing: number) => boolean,
  ): void {
    const counts = (this.blockCounts ??= countBlocks(this.pages));
    for (let from = start; from < end;) {
      const block = from >>> BLOCK_SHIFT;
      const to = Math.min(end, (block + 1) * BLOCK_PAGES);
      const isWhole = to - from === BLOCK_PAGES;
      if (!visit(from, to, isWhole ? counts[block] : this.pages.count(from, to))) return;
      from = to;
    }
  }
}

function countBlocks(bitmap: PageBitmap): Uint16Array {
  const { pages } = bitmap;
  return Uint16Array.from({ length: Math.ceil(pages / BLOCK_PAGES) }, (_, block) =>
    bitmap.count(block * BLOCK_PAGES, Math.min(pages, (block + 1) * BLOCK_PAGES)),
  );
}
