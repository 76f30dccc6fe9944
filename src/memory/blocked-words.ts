import { hasBit, lowestBit, maskBefore, populationCount } from './bit-words.js';
import type { PagePicks } from './page-picks.js';
import { anyWords, clearWords } from './word-pool.js';

/** Pages of a block: 32 words of 32 pages. */
export const BLOCK_SHIFT = 10;
export const BLOCK_PAGES = 1 << BLOCK_SHIFT;
export const WORDS_PER_BLOCK_SHIFT = 5;
export const WORDS_PER_BLOCK = 1 << WORDS_PER_BLOCK_SHIFT;

/**
 * What a bitmap of pages is made of: a bit for each page, in 32-bit words, with two summaries above them of a bit for each
 * block of 1024 pages: a clear bit of `occupied` says that the block has no page set, a set bit of `solid` that
 * all its pages are. The words of such a block mean nothing: they are written when the block becomes a mixed
 * one. That a mixed block has become empty or full is found out lazily, by the search that walks over it. So what
 * is done costs what there is of mixed blocks and a bit for each other, and memory that nobody needs is never
 * touched.
 */
export class BlockedWords {
  protected readonly words: Uint32Array;
  protected readonly occupied: Uint32Array;
  protected readonly solid: Uint32Array;
  protected readonly blocks: number;

  constructor(readonly pages: number) {
    this.words = anyWords(Math.ceil(pages / 32));
    this.blocks = Math.ceil(pages / BLOCK_PAGES);
    this.occupied = clearWords(Math.ceil(this.blocks / 32));
    this.solid = clearWords(this.occupied.length);
  }

  /** Words of 32 pages. */
  get wordCount(): number {
    return this.words.length;
  }

  /** The words, of which those that hold pages [start, end) are right until the next change. */
  settledWords(start = 0, end = this.pages): Uint32Array {
    const last = Math.min(this.blocks, endOfBlocks(end));
    for (let block = start >>> BLOCK_SHIFT; block < last; block++) this.writeWords(block);
    return this.words;
  }

  /** Sets the pages that `source`, of the same size, has set, and no others. */
  become(source: BlockedWords): void {
    const { occupied, solid, words } = source;
    for (let index = 0; index < occupied.length; index++) {
      let mixed = occupied[index] & ~solid[index];
      for (; mixed !== 0; mixed &= mixed - 1) {
        const first = (index * 32 + lowestBit(mixed)) << WORDS_PER_BLOCK_SHIFT;
        const end = Math.min(words.length, first + WORDS_PER_BLOCK);
        for (let word = first; word < end; word++) this.words[word] = words[word];
      }
    }
    this.occupied.set(occupied);
    this.solid.set(solid);
  }

  /** Sets those of the clear pages that are picked; returns how many. */
  setPicked(picks: PagePicks): number {
    const { blocks, occupied, pages, solid, words } = this;
    let picked = 0;
    for (let block = 0; block < blocks; block++) {
      if (hasBit(solid, block)) continue;
      if (!hasBit(occupied, block)) {
        if (picks.passes(Math.min(BLOCK_PAGES, pages - block * BLOCK_PAGES))) continue;
        this.occupy(block);
      }
      const first = block << WORDS_PER_BLOCK_SHIFT;
      const end = Math.min(words.length, first + WORDS_PER_BLOCK);
      for (let index = first; index < end; index++) {
        const word = words[index];
        const clear = index === words.length - 1 ? ~word & maskBefore(pages) : ~word;
        const added = clear === 0 ? 0 : picks.among(clear);
        if (added === 0) continue;
        words[index] = word | added;
        picked += populationCount(added);
      }
    }
    return picked;
  }

  /** Makes the pages of words [first, end) those that `source`, of the same size, has set. */
  copyWords(source: BlockedWords, first: number, end: number): void {
    for (let index = first; index < end;) {
      const block = index >>> WORDS_PER_BLOCK_SHIFT;
      const blockFirst = block << WORDS_PER_BLOCK_SHIFT;
      const blockEnd = Math.min(this.words.length, blockFirst + WORDS_PER_BLOCK);
      const until = Math.min(end, blockEnd);
      if (index === blockFirst && until === blockEnd) this.copyBlock(source, block);
      else {
        if (!hasBit(this.occupied, block)) this.occupy(block);
        this.mix(block);
        source.writeWords(block);
        for (let word = index; word < until; word++) this.words[word] = source.words[word];
      }
      index = until;
    }
  }

  private copyBlock({ occupied, solid, words }: BlockedWords, block: number): void {
    const [index, bit] = [block >>> 5, 1 << (block & 31)];
    this.occupied[index] = (this.occupied[index] & ~bit) | (occupied[index] & bit);
    this.solid[index] = (this.solid[index] & ~bit) | (solid[index] & bit);
    if ((occupied[index] & ~solid[index] & bit) === 0) return;
    const first = block << WORDS_PER_BLOCK_SHIFT;
    const end = Math.min(words.length, first + WORDS_PER_BLOCK);
    for (let word = first; word < end; word++) this.words[word] = words[word];
  }

  /** An empty block is about to have pages. */
  protected occupy(block: number): void {
    this.writeWords(block);
    this.occupied[block >>> 5] |= 1 << (block & 31);
  }

  /** A block that has pages may have others no longer. */
  protected mix(block: number): void {
    if (!hasBit(this.solid, block)) return;
    this.writeWords(block);
    this.solid[block >>> 5] &= ~(1 << (block & 31));
  }

  /** Writes the words of a block that is empty or full. */
  private writeWords(block: number): void {
    const { words } = this;
    const isSolid = hasBit(this.solid, block);
    if (!isSolid && hasBit(this.occupied, block)) return;
    const value = isSolid ? 0xffffffff : 0;
    const first = block << WORDS_PER_BLOCK_SHIFT;
    const end = Math.min(words.length, first + WORDS_PER_BLOCK);
    for (let index = first; index < end; index++) words[index] = value;
    if (isSolid && block === this.blocks - 1) words[end - 1] &= maskBefore(this.pages);
  }

  /** One past the last block of which all pages lie before `end`. */
  protected endOfWhole(end: number): number {
    return end === this.pages ? this.blocks : end >>> BLOCK_SHIFT;
  }
}

/** One past the last block that has a page before `end`. */
export function endOfBlocks(end: number): number {
  return (end + BLOCK_PAGES - 1) >>> BLOCK_SHIFT;
}
