import {
  clearBits,
  countBits,
  hasBit,
  lowestBit,
  maskFrom,
  nextClearBit,
  populationCount,
  setBits,
} from './bit-words.js';

/** Pages under one bit of the summary: 32 words of 32 pages. */
const BLOCK_SHIFT = 10;
const PAGES_PER_BLOCK = 1 << BLOCK_SHIFT;
const WORDS_PER_BLOCK_SHIFT = 5;

/**
 * One bit for each guest page, in 32-bit words, with a summary above it: a clear summary bit says
 * that its block of 1024 pages has no page set. Summary bits are cleared lazily, by the search that
 * finds the block empty, so that a scan over terabytes of clean memory costs next to nothing.
 */
export class PageBitmap {
  readonly words: Uint32Array;
  private readonly summary: Uint32Array;
  /** All pages from here on are set: the part of a first pass that is still to come. */
  private solidFrom: number;

  constructor(readonly pages: number) {
    this.words = new Uint32Array(Math.ceil(pages / 32));
    this.solidFrom = pages;
    this.summary = new Uint32Array(Math.ceil(pages / (32 * PAGES_PER_BLOCK)));
  }

  /** A bitmap with the same pages set. */
  copy(): PageBitmap {
    const copy = new PageBitmap(this.pages);
    copy.words.set(this.words);
    copy.summary.set(this.summary);
    copy.solidFrom = this.solidFrom;
    return copy;
  }

  has(page: number): boolean {
    return hasBit(this.words, page);
  }

  /** Sets the pages [start, end). */
  setRange(start: number, end: number): void {
    if (start >= end) return;
    setBits(this.words, start, end);
    setBits(this.summary, start >>> BLOCK_SHIFT, ((end - 1) >>> BLOCK_SHIFT) + 1);
    if (end >= this.solidFrom && start < this.solidFrom) this.solidFrom = start;
  }

  /** Clears the pages [start, end). */
  clearRange(start: number, end: number): void {
    clearBits(this.words, start, end);
    if (end > this.solidFrom && end > start) this.solidFrom = end;
  }

  /** Number of pages set in [start, end). */
  count(start = 0, end = this.pages): number {
    return countBits(this.words, start, end);
  }

  /**
   * Sets every page that is set in `source`, whose first word is word `firstWord` of this bitmap;
   * returns how many were clear before.
   */
  orWords(source: Uint32Array, firstWord: number): number {
    const { words } = this;
    let added = 0;
    for (let index = 0; index < source.length; index++) {
      const bits = source[index];
      if (bits === 0) continue;
      const before = words[firstWord + index];
      const fresh = bits & ~before;
      if (fresh === 0) continue;
      words[firstWord + index] = before | bits;
      added += fresh === -1 ? 32 : populationCount(fresh);
    }
    if (added > 0) {
      const firstBlock = firstWord >>> WORDS_PER_BLOCK_SHIFT;
      const lastBlock = (firstWord + source.length - 1) >>> WORDS_PER_BLOCK_SHIFT;
      setBits(this.summary, firstBlock, lastBlock + 1);
    }
    return added;
  }

  /** First page set in [from, end), or `end`. */
  nextSet(from: number, end = this.pages): number {
    const { words } = this;
    let page = from;
    while (page < end) {
      const block = page >>> BLOCK_SHIFT;
      if (!hasBit(this.summary, block)) {
        page = this.nextBlock(block + 1) * PAGES_PER_BLOCK;
        continue;
      }
      const lastWord = Math.min((block + 1) << WORDS_PER_BLOCK_SHIFT, words.length);
      let index = page >>> 5;
      let word = words[index] & maskFrom(page);
      while (word === 0 && ++index < lastWord) word = words[index];
      if (word !== 0) return Math.min(end, index * 32 + lowestBit(word));
      if ((page & (PAGES_PER_BLOCK - 1)) === 0) this.summary[block >>> 5] &= ~(1 << (block & 31));
      page = (block + 1) * PAGES_PER_BLOCK;
    }
    return end;
  }

  /** First page clear in [from, end), or `end`. */
  nextClear(from: number, end = this.pages): number {
    return from >= this.solidFrom ? end : nextClearBit(this.words, from, end);
  }

  /** First block from `block` on whose summary bit is set, or one past the last block. */
  private nextBlock(block: number): number {
    const { summary } = this;
    let index = block >>> 5;
    if (index >= summary.length) return this.blockCount;
    let word = summary[index] & maskFrom(block);
    while (word === 0) {
      if (++index >= summary.length) return this.blockCount;
      word = summary[index];
    }
    return index * 32 + lowestBit(word);
  }

  private get blockCount(): number {
    return Math.ceil(this.pages / PAGES_PER_BLOCK);
  }
}
