import { nextClearBit, nextSetBit, populationCount, setBits } from './bit-words.js';
import { CanonicalTable } from './range-table.js';
import type { WriteRegion } from './write-region.js';

/** What was added to a set. */
export interface AddedPages {
  readonly pages: number;
  /** Words of 64 pages of which at least one was added, as the kernel's bitmap has them. */
  readonly doubleWords: number;
}

/** Ranges beyond twice those of the last count, after which they are counted again. */
const RECOUNT_SLACK = 256;

/** Pages of one region. */
interface Part {
  readonly words: Uint32Array;
  state: 'empty' | 'some' | 'all';
  /** Ranges when they were counted last, and what has been added since. */
  countedRanges: number;
  ranges: number;
}

/** A set of dirty pages that grows log by log, and is taken as a table. */
export class DirtyPageSet {
  private readonly parts = new Map<WriteRegion, Part>();

  /** Adds the pages that the log of a region says. */
  addLogged(region: WriteRegion): AddedPages {
    if (region.protectedPages === 0) {
      this.fill(region);
      return { pages: region.pages, doubleWords: Math.ceil(region.pages / 64) };
    }
    const pages = region.pages - region.protectedPages;
    return { pages, doubleWords: this.addWords(region, region.logged) };
  }

  /** Takes over the pages of another set, which is empty then. */
  absorb(other: DirtyPageSet): void {
    for (const [region, part] of other.parts) {
      if (part.state === 'all') this.fill(region);
      else if (part.state === 'some') this.addWords(region, part.words);
      clear(part);
    }
  }

  /** Ranges of neighbouring pages; at most twice as many as there are, beside a few. */
  get ranges(): number {
    let ranges = 0;
    for (const part of this.parts.values()) ranges += part.ranges;
    return ranges;
  }

  /** The pages of the set as a table; the set is empty then. */
  take(): CanonicalTable {
    const tables = [...this.parts]
      .sort(([a], [b]) => a.start - b.start)
      .map(([{ pages, start }, part]) => {
        const table =
          part.state === 'all'
            ? CanonicalTable.fromRange(start, pages)
            : CanonicalTable.fromWords(part.words, start, pages);
        clear(part);
        return table;
      });
    return CanonicalTable.joined(tables);
  }

  private fill(region: WriteRegion): void {
    const part = this.partOf(region);
    part.state = 'all';
    part.ranges = 1;
    part.countedRanges = 1;
  }

  /** Adds run after run; returns the 64-bit words that they touch. */
  private addWords(region: WriteRegion, words: Uint32Array): number {
    const part = this.partOf(region);
    const isKnown = part.state === 'all';
    let doubleWords = 0;
    let lastDoubleWord = -1;
    let start = nextSetBit(words, 0, region.pages);
    while (start < region.pages) {
      const end = nextClearBit(words, start, region.pages);
      if (!isKnown) setBits(part.words, start, end);
      const first = Math.max(start >>> 6, lastDoubleWord + 1);
      lastDoubleWord = (end - 1) >>> 6;
      doubleWords += lastDoubleWord - first + 1;
      part.ranges += isKnown ? 0 : 1;
      start = nextSetBit(words, end, region.pages);
    }
    if (!isKnown && doubleWords > 0) part.state = 'some';
    if (part.ranges > 2 * part.countedRanges + RECOUNT_SLACK) {
      part.countedRanges = countRanges(part.words);
      part.ranges = part.countedRanges;
    }
    return doubleWords;
  }

  private partOf(region: WriteRegion): Part {
    let part = this.parts.get(region);
    if (part === undefined) {
      const words = new Uint32Array(region.logged.length);
      part = { words, state: 'empty', countedRanges: 0, ranges: 0 };
      this.parts.set(region, part);
    }
    return part;
  }
}

function clear(part: Part): void {
  if (part.state !== 'empty') part.words.fill(0);
  part.state = 'empty';
  part.countedRanges = 0;
  part.ranges = 0;
}

function countRanges(words: Uint32Array): number {
  let ranges = 0;
  let below = 0;
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word !== 0) {
      const starts = word & ~((word << 1) | (below >>> 31));
      if (starts !== 0) ranges += populationCount(starts);
    }
    below = word;
  }
  return ranges;
}
