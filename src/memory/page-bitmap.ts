import {
  addWords,
  clearBits,
  countBits,
  hasBit,
  lowestBit,
  maskFrom,
  nextClearBit,
  nextSetBit,
  removeBits,
  setBits,
} from './bit-words.js';

/** Pages of a block: 32 words of 32 pages. */
const BLOCK_SHIFT = 10;
const BLOCK_PAGES = 1 << BLOCK_SHIFT;
const WORDS_PER_BLOCK_SHIFT = 5;

/**
 * One bit for each guest page, in 32-bit words, with two summaries above them of a bit for each block of 1024
 * pages: a clear bit of `occupied` says that the block has no page set, a set bit of `solid` that all its pages
 * are. What they do not say is found out lazily, by the search that walks over a block; so scans, counts
 * and merges cost what there is of blocks that are neither, however many pages there are.
 */
export class PageBitmap {
  readonly words: Uint32Array;
  private readonly occupied: Uint32Array;
  private readonly solid: Uint32Array;
  private readonly blocks: number;

  constructor(readonly pages: number) {
    this.words = new Uint32Array(Math.ceil(pages / 32));
    this.blocks = Math.ceil(pages / BLOCK_PAGES);
    this.occupied = new Uint32Array(Math.ceil(this.blocks / 32));
    this.solid = new Uint32Array(this.occupied.length);
  }

  /** A bitmap with the same pages set. */
  copy(): PageBitmap {
    const copy = new PageBitmap(this.pages);
    copy.become(this);
    return copy;
  }

  /** Sets the pages that `source`, of the same size, has set, and no others. */
  become(source: PageBitmap): void {
    this.clear();
    const { blocks, occupied, words } = source;
    for (let block = nextSetBit(occupied, 0, blocks); block < blocks;) {
      const end = nextClearBit(occupied, block, blocks);
      const first = block << WORDS_PER_BLOCK_SHIFT;
      this.words.set(words.subarray(first, end << WORDS_PER_BLOCK_SHIFT), first);
      block = nextSetBit(occupied, end, blocks);
    }
    this.occupied.set(occupied);
    this.solid.set(source.solid);
  }

  has(page: number): boolean {
    return hasBit(this.words, page);
  }

  setPage(page: number): void {
    this.words[page >>> 5] |= 1 << (page & 31);
    const block = page >>> BLOCK_SHIFT;
    this.occupied[block >>> 5] |= 1 << (block & 31);
  }

  /** Sets the pages [start, end). */
  setRange(start: number, end: number): void {
    if (start >= end) return;
    setBits(this.words, start, end);
    const first = start >>> BLOCK_SHIFT;
    const last = (end - 1) >>> BLOCK_SHIFT;
    setBits(this.occupied, first, last + 1);
    if (end - start >= BLOCK_PAGES || end === this.pages) {
      setBits(this.solid, this.firstWhole(start), this.endOfWhole(end));
    }
  }

  /** Clears the pages [start, end). */
  clearRange(start: number, end: number): void {
    if (start >= end) return;
    clearBits(this.words, start, end);
    const first = start >>> BLOCK_SHIFT;
    const last = (end - 1) >>> BLOCK_SHIFT;
    clearBits(this.solid, first, last + 1);
    if (end - start >= BLOCK_PAGES || end === this.pages) {
      clearBits(this.occupied, this.firstWhole(start), this.endOfWhole(end));
    }
  }

  /** Clears all pages. */
  clear(): void {
    const { blocks, occupied } = this;
    for (let block = nextSetBit(occupied, 0, blocks); block < blocks;) {
      const end = nextClearBit(occupied, block, blocks);
      this.words.fill(0, block << WORDS_PER_BLOCK_SHIFT, end << WORDS_PER_BLOCK_SHIFT);
      block = nextSetBit(occupied, end, blocks);
    }
    occupied.fill(0);
    this.solid.fill(0);
  }

  /** Number of pages set in [start, end). */
  count(start = 0, end = this.pages): number {
    let count = 0;
    for (let page = start; page < end;) {
      const block = page >>> BLOCK_SHIFT;
      if (!hasBit(this.occupied, block)) {
        page = nextSetBit(this.occupied, block, this.blocks) * BLOCK_PAGES;
        continue;
      }
      if (hasBit(this.solid, block)) {
        const solidEnd = nextClearBit(this.solid, block, this.blocks) * BLOCK_PAGES;
        const until = Math.min(end, solidEnd);
        count += until - page;
        page = until;
        continue;
      }
      const until = Math.min(end, (block + 1) * BLOCK_PAGES);
      count += countBits(this.words, page, until);
      page = until;
    }
    return count;
  }

  /**
   * Sets every page that is set in `source`, whose first word is word `firstWord` of this bitmap;
   * returns how many were clear before.
   */
  orWords(source: Uint32Array, firstWord: number): number {
    const added = addWords(this.words, firstWord, source, 0, source.length);
    if (added > 0) {
      const firstPage = firstWord * 32;
      const lastPage = (firstWord + source.length) * 32 - 1;
      setBits(this.occupied, firstPage >>> BLOCK_SHIFT, (lastPage >>> BLOCK_SHIFT) + 1);
    }
    return added;
  }

  /** As `orWords`, of the pages of another bitmap. */
  add(source: PageBitmap, firstWord: number): number {
    const { blocks, occupied, solid, words } = source;
    const firstPage = firstWord * 32;
    let added = 0;
    for (let block = nextSetBit(occupied, 0, blocks); block < blocks;) {
      if (hasBit(solid, block)) {
        const solidEnd = nextClearBit(solid, block, blocks);
        const start = firstPage + block * BLOCK_PAGES;
        const end = firstPage + Math.min(source.pages, solidEnd * BLOCK_PAGES);
        added += end - start - this.count(start, end);
        this.setRange(start, end);
        block = nextSetBit(occupied, solidEnd, blocks);
        continue;
      }
      const first = block << WORDS_PER_BLOCK_SHIFT;
      const end = Math.min(words.length, first + (1 << WORDS_PER_BLOCK_SHIFT));
      const fresh = addWords(this.words, firstWord, words, first, end);
      if (fresh > 0) {
        added += fresh;
        const lastPage = firstPage + end * 32 - 1;
        setBits(
          this.occupied,
          (firstPage + first * 32) >>> BLOCK_SHIFT,
          (lastPage >>> BLOCK_SHIFT) + 1,
        );
      }
      block = nextSetBit(occupied, block + 1, blocks);
    }
    return added;
  }

  /** Of [start, end) clears what is set in `source`, of the same size; returns how many pages were set here. */
  remove(source: PageBitmap, start: number, end: number): number {
    let removed = 0;
    for (let page = source.nextSet(start, end); page < end;) {
      const block = page >>> BLOCK_SHIFT;
      let until = Math.min(end, (block + 1) * BLOCK_PAGES);
      if (hasBit(source.solid, block)) {
        until = Math.min(end, nextClearBit(source.solid, block, source.blocks) * BLOCK_PAGES);
        removed += this.count(page, until);
        this.clearRange(page, until);
      } else if (hasBit(this.occupied, block)) {
        removed += removeBits(this.words, source.words, page, until);
        this.solid[block >>> 5] &= ~(1 << (block & 31));
      }
      page = until < end ? source.nextSet(until, end) : end;
    }
    return removed;
  }

  /** First page set in [from, end), or `end`. */
  nextSet(from: number, end = this.pages): number {
    const { words } = this;
    let page = from;
    while (page < end) {
      const block = page >>> BLOCK_SHIFT;
      if (!hasBit(this.occupied, block)) {
        page = nextSetBit(this.occupied, block + 1, this.blocks) * BLOCK_PAGES;
        continue;
      }
      const lastWord = Math.min((block + 1) << WORDS_PER_BLOCK_SHIFT, words.length);
      let index = page >>> 5;
      let word = words[index] & maskFrom(page);
      while (word === 0 && ++index < lastWord) word = words[index];
      if (word !== 0) return Math.min(end, index * 32 + lowestBit(word));
      if ((page & (BLOCK_PAGES - 1)) === 0) this.occupied[block >>> 5] &= ~(1 << (block & 31));
      page = (block + 1) * BLOCK_PAGES;
    }
    return end;
  }

  /** First page clear in [from, end), or `end`. */
  nextClear(from: number, end = this.pages): number {
    const { words } = this;
    let page = from;
    while (page < end) {
      const block = page >>> BLOCK_SHIFT;
      if (hasBit(this.solid, block)) {
        page = nextClearBit(this.solid, block, this.blocks) * BLOCK_PAGES;
        continue;
      }
      const lastWord = Math.min((block + 1) << WORDS_PER_BLOCK_SHIFT, words.length);
      let index = page >>> 5;
      let word = ~words[index] & maskFrom(page);
      while (word === 0 && ++index < lastWord) word = ~words[index];
      if (word !== 0) return Math.min(end, index * 32 + lowestBit(word));
      if ((page & (BLOCK_PAGES - 1)) === 0) this.solid[block >>> 5] |= 1 << (block & 31);
      page = (block + 1) * BLOCK_PAGES;
    }
    return end;
  }

  /** First block of which all pages lie behind `start`. */
  private firstWhole(start: number): number {
    return Math.ceil(start / BLOCK_PAGES);
  }

  /** One past the last block of which all pages lie before `end`. */
  private endOfWhole(end: number): number {
    return end === this.pages ? this.blocks : end >>> BLOCK_SHIFT;
  }
}
