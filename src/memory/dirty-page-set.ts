import { populationCount } from './bit-words.js';
import { CanonicalTable } from './range-table.js';

/** What was added to a set, and what the set came to. */
export interface AddedPages {
  readonly pages: number;
  /** Ranges of what was added. */
  readonly ranges: number;
  /** Words of 64 pages of which one at least was added. */
  readonly doubleWords: number;
  /** Ranges of this part of the set, with what was added. */
  readonly rangesInAll: number;
}

/** A set of dirty pages that grows log by log, and is taken as a table. */
export class DirtyPageSet {
  /** By the index of the first word, in the order of the guest's pages. */
  private readonly parts = new Map<number, Uint32Array>();

  /** Adds the pages that are set in `logged`, whose first word is word `firstWord` of the guest. */
  add(logged: Uint32Array, firstWord: number): AddedPages {
    const part = this.parts.get(firstWord) ?? new Uint32Array(logged.length);
    this.parts.set(firstWord, part);
    let pages = 0;
    let ranges = 0;
    let rangesInAll = 0;
    let doubleWords = 0;
    let before = 0;
    let beforeInAll = 0;
    for (let index = 0; index < logged.length; index++) {
      const word = logged[index];
      const all = part[index] | word;
      if (word !== 0) {
        part[index] = all;
        pages += word === 0xffffffff ? 32 : populationCount(word);
        ranges += rangeStarts(word, before);
        if ((index & 1) === 0 || logged[index - 1] === 0) doubleWords++;
      }
      if (all !== 0) rangesInAll += rangeStarts(all, beforeInAll);
      before = word;
      beforeInAll = all;
    }
    return { pages, ranges, doubleWords, rangesInAll };
  }

  /** Takes over the pages of another set, which is empty then; returns the ranges of both. */
  absorb(other: DirtyPageSet): number {
    let ranges = 0;
    for (const [firstWord, words] of other.parts) {
      const added = this.add(words, firstWord);
      ranges += added.ranges + added.rangesInAll;
    }
    other.parts.clear();
    return ranges;
  }

  /** The pages of the set as a table; the set is empty then. */
  take(): CanonicalTable {
    const tables = [...this.parts]
      .sort(([a], [b]) => a - b)
      .map(([firstWord, words]) =>
        CanonicalTable.fromWords(words, firstWord * 32, words.length * 32),
      );
    this.parts.clear();
    return CanonicalTable.joined(tables);
  }
}

/** Set bits of `word` with a clear bit below them. */
function rangeStarts(word: number, wordBelow: number): number {
  const starts = word & ~((word << 1) | (wordBelow >>> 31));
  return starts === 0 ? 0 : populationCount(starts);
}
