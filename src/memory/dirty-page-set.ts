import { populationCount } from './bit-words.js';
import { PageBitmap } from './page-bitmap.js';
import { appendPages, appendRange, type RangeTable } from './range-table.js';
import type { WriteRegion } from './write-region.js';

/** What was added to a set. */
export interface AddedPages {
  readonly pages: number;
  /** Words of 64 pages of which at least one was added, as the kernel's bitmap has them. */
  readonly doubleWords: number;
}

/** Ranges beyond twice those of the last count, after which they are counted again. */
const RECOUNT_SLACK = 256;

/** Pages of one region; all that are set lie in [low, high). */
interface Part {
  readonly region: WriteRegion;
  readonly set: PageBitmap;
  state: 'empty' | 'some' | 'all';
  low: number;
  high: number;
  /** Where the last log ended: one who sweeps goes on there. A multiple of 64. */
  sweptTo: number;
  /** Ranges when they were counted last, and what has been added since. */
  countedRanges: number;
  ranges: number;
}

/** A set of dirty pages that grows log by log, and is taken as a table. */
export class DirtyPageSet {
  private readonly parts = new Map<WriteRegion, Part>();
  /** The same in the order of their regions. */
  private readonly inOrder: Part[] = [];

  /** Adds the pages that the log of a region says. */
  addLogged(region: WriteRegion): AddedPages {
    if (region.protectedPages === 0) {
      this.fill(region);
      return { pages: region.pages, doubleWords: Math.ceil(region.pages / 64) };
    }
    const pages = region.pages - region.protectedPages;
    const part = this.partOf(region);
    const from = part.sweptTo;
    const above = addPages(part, region.logged, from, region.pages, pages);
    const below =
      above.pages < pages ? addPages(part, region.logged, 0, from, pages - above.pages) : nothing;
    return { pages, doubleWords: above.doubleWords + below.doubleWords };
  }

  /**
   * Takes over the pages of another set, which is empty then (merge_in_place, proposed with the
   * DirtyLogWorker).
   */
  absorb(other: DirtyPageSet): void {
    for (const [region, part] of other.parts) {
      if (part.state === 'all') this.fill(region);
      else if (part.state === 'some') {
        addPages(this.partOf(region), part.set, part.low, part.high, Infinity);
      }
      clear(part);
    }
  }

  /** Ranges of neighbouring pages; at most twice as many as there are, beside a few. */
  get ranges(): number {
    let ranges = 0;
    for (const part of this.parts.values()) ranges += part.ranges;
    return ranges;
  }

  /** The pages of the set as a canonical table; the set is empty then. */
  take(): RangeTable {
    const starts: number[] = [];
    const lengths: number[] = [];
    for (const part of this.inOrder) {
      const { start, pages } = part.region;
      if (part.state === 'all') appendRange(starts, lengths, start, pages);
      else if (part.state === 'some') {
        appendPages(starts, lengths, part.set, start, part.low, part.high);
      }
      clear(part);
    }
    return { starts, lengths };
  }

  private fill(region: WriteRegion): void {
    const part = this.partOf(region);
    part.state = 'all';
    part.ranges = 1;
    part.countedRanges = 1;
  }

  private partOf(region: WriteRegion): Part {
    let part = this.parts.get(region);
    if (part === undefined) {
      const set = new PageBitmap(region.pages);
      const nothingYet = { low: 0, high: 0, sweptTo: 0, countedRanges: 0, ranges: 0 };
      part = { region, set, state: 'empty', ...nothingYet };
      this.parts.set(region, part);
      this.inOrder.push(part);
      this.inOrder.sort((a, b) => a.region.start - b.region.start);
    }
    return part;
  }
}

const nothing: AddedPages = { pages: 0, doubleWords: 0 };

/**
 * Adds what is set in `added` within [from, to), run after run, until there were `pages`.
 *
 * @param from a multiple of 64
 */
function addPages(
  part: Part,
  added: PageBitmap,
  from: number,
  to: number,
  pages: number,
): AddedPages {
  const isKnown = part.state === 'all';
  let found = 0;
  let doubleWords = 0;
  let lastDoubleWord = -1;
  let start = added.nextSet(from, to);
  while (start < to) {
    const end = added.nextClear(start, to);
    if (!isKnown) addRun(part, start, end);
    const first = Math.max(start >>> 6, lastDoubleWord + 1);
    lastDoubleWord = (end - 1) >>> 6;
    doubleWords += lastDoubleWord - first + 1;
    part.sweptTo = (end >>> 6) << 6;
    found += end - start;
    if (found >= pages) break;
    start = added.nextSet(end, to);
  }
  if (part.ranges > 2 * part.countedRanges + RECOUNT_SLACK) {
    part.countedRanges = countRanges(part.set.settledWords());
    part.ranges = part.countedRanges;
  }
  return { pages: found, doubleWords };
}

function addRun(part: Part, start: number, end: number): void {
  part.set.setRange(start, end);
  const low = (start >>> 6) << 6;
  part.low = part.state === 'empty' ? low : Math.min(part.low, low);
  part.high = part.state === 'empty' ? end : Math.max(part.high, end);
  part.state = 'some';
  part.ranges++;
}

function clear(part: Part): void {
  if (part.state !== 'empty') part.set.clear();
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
