import { nextClearBit, nextSetBit } from './bit-words.js';

/** A range on the wire: its address and its length, eight bytes each. */
export const RANGE_BYTES = 16;

/** Which part of a range a chunk takes if the whole does not fit. */
export type SplitPart = 'upper' | 'lower';

/**
 * Ranges of guest pages in some order (Cloud Hypervisor, MemoryRangeTable). Range `i` holds `lengths[i]`
 * pages from page `starts[i]` on.
 */
export interface RangeTable {
  readonly starts: readonly number[];
  readonly lengths: readonly number[];
}

/** Pages that a table names; one that it names twice counts twice. */
export function pagesOf({ lengths }: RangeTable): number {
  let pages = 0;
  for (const length of lengths) pages += length;
  return pages;
}

/**
 * A table whose ranges are sorted, disjoint and do not touch: a set of pages. Only such tables can be
 * united.
 */
export class CanonicalTable implements RangeTable {
  declare private readonly isCanonical: true;

  private constructor(
    readonly starts: readonly number[],
    readonly lengths: readonly number[],
  ) {}

  static readonly empty = new CanonicalTable([], []);

  /** The pages that are set in `words`, of which bit 0 is page `firstPage`. */
  static fromWords(words: Uint32Array, firstPage: number, pages: number): CanonicalTable {
    const starts: number[] = [];
    const lengths: number[] = [];
    let start = nextSetBit(words, 0, pages);
    while (start < pages) {
      const end = nextClearBit(words, start, pages);
      starts.push(firstPage + start);
      lengths.push(end - start);
      start = nextSetBit(words, end, pages);
    }
    return new CanonicalTable(starts, lengths);
  }

  /** One range. */
  static fromRange(start: number, pages: number): CanonicalTable {
    return new CanonicalTable([start], [pages]);
  }

  /** The pages of tables that follow one another in memory. */
  static joined(tables: readonly CanonicalTable[]): CanonicalTable {
    const starts: number[] = [];
    const lengths: number[] = [];
    for (const table of tables) {
      table.starts.forEach((start, index) => join(starts, lengths, start, table.lengths[index]));
    }
    return new CanonicalTable(starts, lengths);
  }

  /** The set of pages that any table names. */
  static fromTable(table: RangeTable): CanonicalTable {
    const order = table.starts.map((_, index) => index);
    order.sort((a, b) => table.starts[a] - table.starts[b]);
    const starts: number[] = [];
    const lengths: number[] = [];
    for (const index of order) {
      if (table.lengths[index] > 0)
        join(starts, lengths, table.starts[index], table.lengths[index]);
    }
    return new CanonicalTable(starts, lengths);
  }

  /**
   * The pages of this table and of `other` (merge_in_place, proposed with the DirtyLogWorker): ranges
   * that overlap or touch become one.
   */
  merge(other: CanonicalTable): CanonicalTable {
    if (other.starts.length === 0) return this;
    if (this.starts.length === 0) return other;
    const starts: number[] = [];
    const lengths: number[] = [];
    let mine = 0;
    let theirs = 0;
    while (mine < this.starts.length || theirs < other.starts.length) {
      const takesMine =
        theirs === other.starts.length ||
        (mine < this.starts.length && this.starts[mine] <= other.starts[theirs]);
      if (takesMine) join(starts, lengths, this.starts[mine], this.lengths[mine++]);
      else join(starts, lengths, other.starts[theirs], other.lengths[theirs++]);
    }
    return new CanonicalTable(starts, lengths);
  }
}

/** Appends a range that begins at or behind the last one, or lengthens that one. */
function join(starts: number[], lengths: number[], start: number, length: number): void {
  const last = starts.length - 1;
  const end = last < 0 ? -1 : starts[last] + lengths[last];
  if (start > end) {
    starts.push(start);
    lengths.push(length);
  } else {
    lengths[last] = Math.max(end, start + length) - starts[last];
  }
}

/** A table as it comes: concatenated, with what its parts have in common in it more than once. */
export class RawTable implements RangeTable {
  declare private readonly isRaw: true;

  constructor(
    readonly starts: readonly number[],
    readonly lengths: readonly number[],
  ) {}

  /** The ranges of `tables`, one table after the other (extend, new_from_tables). */
  static concatenate(tables: readonly RangeTable[]): RawTable {
    return new RawTable(
      tables.flatMap(({ starts }) => starts),
      tables.flatMap(({ lengths }) => lengths),
    );
  }
}

/**
 * Cuts a table into chunks of exactly `chunkPages`, the last of which may be short. Ranges are taken
 * from the end of the table; an empty table gives no chunk.
 *
 * @param takes the part of a range that goes into a chunk in which the whole does not fit
 */
export function* partition(
  table: RangeTable,
  chunkPages: number,
  takes: SplitPart,
): Generator<RawTable, void> {
  let index = table.starts.length - 1;
  let start = index < 0 ? 0 : table.starts[index];
  let left = index < 0 ? 0 : table.lengths[index];
  while (index >= 0) {
    const starts: number[] = [];
    const lengths: number[] = [];
    let room = chunkPages;
    while (room > 0 && index >= 0) {
      const taken = Math.min(room, left);
      starts.push(takes === 'upper' ? start + left - taken : start);
      lengths.push(taken);
      room -= taken;
      left -= taken;
      if (takes === 'lower') start += taken;
      if (left > 0) continue;
      index--;
      if (index < 0) break;
      start = table.starts[index];
      left = table.lengths[index];
    }
    if (lengths.length > 0) yield new RawTable(starts, lengths);
  }
}
