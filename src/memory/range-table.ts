import type { PageBitmap } from './page-bitmap.js';

/** A range on the wire: its address and its length, eight bytes each. */
export const RANGE_BYTES = 16;

/** Which part of a range a chunk takes if the whole does not fit. */
export type SplitPart = 'upper' | 'lower';

/**
 * Ranges of guest pages in some order (Cloud Hypervisor, MemoryRangeTable). Range `i` holds `lengths[i]`
 * pages from page `starts[i]` on. A canonical table is a set of pages: its ranges are sorted, disjoint and
 * do not touch. In any other, what its parts have in common may be more than once.
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

export const emptyTable: RangeTable = { starts: [], lengths: [] };

/** Appends the pages [low, high) that are set in `set`, whose first is page `firstPage`: behind all that is there. */
export function appendPages(
  starts: number[],
  lengths: number[],
  set: PageBitmap,
  firstPage: number,
  low = 0,
  high = set.pages,
): void {
  let start = set.nextSet(low, high);
  while (start < high) {
    const end = set.nextClear(start, high);
    appendRange(starts, lengths, firstPage + start, end - start);
    start = set.nextSet(end, high);
  }
}

/** The ranges of `tables`, one table after the other (extend, new_from_tables). */
export function concatenate(tables: readonly RangeTable[]): RangeTable {
  if (tables.length === 1) return tables[0];
  return {
    starts: tables.flatMap(({ starts }) => starts),
    lengths: tables.flatMap(({ lengths }) => lengths),
  };
}

/** The set of pages that any table names: ranges that are sorted, disjoint and do not touch. */
export function canonical(table: RangeTable): RangeTable {
  const order = table.starts.map((_, index) => index);
  order.sort((a, b) => table.starts[a] - table.starts[b]);
  const starts: number[] = [];
  const lengths: number[] = [];
  for (const index of order) {
    if (table.lengths[index] > 0)
      appendRange(starts, lengths, table.starts[index], table.lengths[index]);
  }
  return { starts, lengths };
}

/** Appends a range that begins at or behind the last one, or lengthens that one. */
export function appendRange(
  starts: number[],
  lengths: number[],
  start: number,
  length: number,
): void {
  const last = starts.length - 1;
  const end = last < 0 ? -1 : starts[last] + lengths[last];
  if (start > end) {
    starts.push(start);
    lengths.push(length);
  } else {
    lengths[last] = Math.max(end, start + length) - starts[last];
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
): Generator<RangeTable, void> {
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
    if (lengths.length > 0) yield { starts, lengths };
  }
}
