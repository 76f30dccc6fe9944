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
import {
  BLOCK_PAGES,
  BLOCK_SHIFT,
  BlockedWords,
  endOfBlocks,
  WORDS_PER_BLOCK,
  WORDS_PER_BLOCK_SHIFT,
} from './blocked-words.js';

/** A set of guest pages. */
export class PageBitmap extends BlockedWords {
  /** A bitmap with the same pages set. */
  copy(): PageBitmap {
    const copy = new PageBitmap(this.pages);
    copy.become(this);
    return copy;
  }

  has(page: number): boolean {
    const block = page >>> BLOCK_SHIFT;
    if (!hasBit(this.occupied, block)) return false;
    return hasBit(this.solid, block) || hasBit(this.words, page);
  }

  setPage(page: number): void {
    const block = page >>> BLOCK_SHIFT;
    if (hasBit(this.solid, block)) return;
    if (!hasBit(this.occupied, block)) this.occupy(block);
    this.words[page >>> 5] |= 1 << (page & 31);
  }

  /** Sets the pages [start, end). */
  setRange(start: number, end: number): void {
    if (start >= end) return;
    if (end - start < BLOCK_PAGES && start >>> BLOCK_SHIFT === (end - 1) >>> BLOCK_SHIFT) {
      this.setWithin(start >>> BLOCK_SHIFT, start, end);
      return;
    }
    const first = endOfBlocks(start);
    const last = this.endOfWhole(end);
    if (start < first * BLOCK_PAGES) {
      this.setWithin(first - 1, start, first * BLOCK_PAGES);
    }
    setBits(this.occupied, first, last);
    setBits(this.solid, first, last);
    if (end > last * BLOCK_PAGES) this.setWithin(last, last * BLOCK_PAGES, end);
  }

  /** Clears the pages [start, end). */
  clearRange(start: number, end: number): void {
    if (start >= end) return;
    if (end - start < BLOCK_PAGES && start >>> BLOCK_SHIFT === (end - 1) >>> BLOCK_SHIFT) {
      this.clearWithin(start >>> BLOCK_SHIFT, start, end);
      return;
    }
    const first = endOfBlocks(start);
    const last = this.endOfWhole(end);
    if (start < first * BLOCK_PAGES) {
      this.clearWithin(first - 1, start, first * BLOCK_PAGES);
    }
    clearBits(this.occupied, first, last);
    clearBits(this.solid, first, last);
    if (end > last * BLOCK_PAGES) this.clearWithin(last, last * BLOCK_PAGES, end);
  }

  clearPage(page: number): void {
    const block = page >>> BLOCK_SHIFT;
    if (!hasBit(this.occupied, block)) return;
    if (hasBit(this.solid, block)) this.mix(block);
    this.words[page >>> 5] &= ~(1 << (page & 31));
  }

  /** Clears all pages. */
  clear(): void {
    this.occupied.fill(0);
    this.solid.fill(0);
  }

  /** Number of pages set in [start, end). */
  count(start = 0, end = this.pages): number {
    let count = 0;
    for (let page = start; page < end;) {
      const block = page >>> BLOCK_SHIFT;
      if (!hasBit(this.occupied, block)) {
        page = nextSetBit(this.occupied, block, endOfBlocks(end)) * BLOCK_PAGES;
        continue;
      }
      if (hasBit(this.solid, block)) {
        const solidEnd = nextClearBit(this.solid, block, endOfBlocks(end)) * BLOCK_PAGES;
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
    return this.orWordsFrom(source, firstWord, 0, source.length);
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
      const end = Math.min(words.length, first + WORDS_PER_BLOCK);
      added += this.orWordsFrom(words, firstWord, first, end);
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
        until = Math.min(end, nextClearBit(source.solid, block, endOfBlocks(end)) * BLOCK_PAGES);
        removed += this.count(page, until);
        this.clearRange(page, until);
      } else if (hasBit(this.occupied, block)) {
        this.mix(block);
        removed += removeBits(this.words, source.words, page, until);
      }
      page = until < end ? source.nextSet(until, end) : end;
    }
    return removed;
  }

  /** First page set in [from, end), or `end`. */
  nextSet(from: number, end = this.pages): number {
    if (from >= end) return end;
    const block = from >>> BLOCK_SHIFT;
    if (hasBit(this.occupied, block)) {
      if (hasBit(this.solid, block)) return from;
      const word = this.words[from >>> 5] & maskFrom(from);
      if (word !== 0) return Math.min(end, from - (from & 31) + lowestBit(word));
    }
    return end === from + 1 ? end : this.firstSet(from, end);
  }

  /** First page clear in [from, end), or `end`. */
  nextClear(from: number, end = this.pages): number {
    const { words } = this;
    let page = from;
    while (page < end) {
      const block = page >>> BLOCK_SHIFT;
      if (hasBit(this.solid, block)) {
        page = nextClearBit(this.solid, block, endOfBlocks(end)) * BLOCK_PAGES;
        continue;
      }
      if (!hasBit(this.occupied, block)) return page;
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

  /** As `nextSet`, of pages of which the first is likely to be clear. */
  private firstSet(from: number, end: number): number {
    const { words } = this;
    let page = from;
    while (page < end) {
      const block = page >>> BLOCK_SHIFT;
      if (!hasBit(this.occupied, block)) {
        page = nextSetBit(this.occupied, block + 1, endOfBlocks(end)) * BLOCK_PAGES;
        continue;
      }
      if (hasBit(this.solid, block)) return page;
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

  /** Sets pages of one block. */
  private setWithin(block: number, start: number, end: number): void {
    if (hasBit(this.solid, block)) return;
    if (!hasBit(this.occupied, block)) this.occupy(block);
    setBits(this.words, start, end);
  }

  /** Clears pages of one block. */
  private clearWithin(block: number, start: number, end: number): void {
    if (!hasBit(this.occupied, block)) return;
    this.mix(block);
    clearBits(this.words, start, end);
  }

  /** Words [from, to) of `source`, of which word 0 is word `firstWord` here: block by block of this bitmap. */
  private orWordsFrom(source: Uint32Array, firstWord: number, from: number, to: number): number {
    let added = 0;
    for (let index = from; index < to;) {
      const block = (firstWord + index) >>> WORDS_PER_BLOCK_SHIFT;
      const end = Math.min(to, ((block + 1) << WORDS_PER_BLOCK_SHIFT) - firstWord);
      if (!hasBit(this.solid, block)) {
        if (!hasBit(this.occupied, block)) this.occupy(block);
        added += addWords(this.words, firstWord, source, index, end);
      }
      index = end;
    }
    return added;
  }
}
