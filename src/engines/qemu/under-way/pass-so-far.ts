import { chunkEnd } from '../../../host/dirty-log.js';
import type { GuestMemory } from '../../../memory/guest-memory.js';
import type { PageBitmap } from '../../../memory/page-bitmap.js';
import type { MigrationContext } from '../../../migration/context.js';
import { type Nanoseconds, ns } from '../../../sim/time.js';

/** Pages [start, end). */
export interface PageRange {
  readonly start: number;
  readonly end: number;
}

/** From the last sync to now. */
export interface TimeSpan {
  readonly from: Nanoseconds;
  readonly to: Nanoseconds;
}

/** The pages of the first pass that were sent: of pages with content, and of zeroes, all but the last so many. */
export function sentInFirstPass(
  { extents }: GuestMemory,
  left: { readonly content: number; readonly zero: number },
): { readonly content: readonly PageRange[]; readonly zero: readonly PageRange[] } {
  const sent = { content: [] as PageRange[], zero: [] as PageRange[] };
  const toKeep = { ...left };
  for (const { content, end, start } of extents.toReversed()) {
    const kind = content === 'zero' ? 'zero' : 'content';
    const kept = Math.min(end - start, toKeep[kind]);
    toKeep[kind] -= kept;
    if (kept < end - start) sent[kind].unshift({ start, end: end - kept });
  }
  return sent;
}

/**
 * The ranges with the first `pages` that are set, in the order of a scan that begins at page `from` and goes on at page 0
 * behind the last.
 */
export function firstFrom(dirty: PageBitmap, from: number, pages: number): readonly PageRange[] {
  const behind = dirty.count(from, dirty.pages);
  if (pages <= behind) return [{ start: from, end: endOfFirst(dirty, from, pages) }];
  return [
    { start: from, end: dirty.pages },
    { start: 0, end: endOfFirst(dirty, 0, pages - behind) },
  ];
}

/** The end of the shortest range from `start` on in which `pages` are set. */
export function endOfFirst(dirty: PageBitmap, start: number, pages: number): number {
  let left = pages;
  for (const range of cutAtChunks({ start, end: dirty.pages })) {
    const inChunk = dirty.count(range.start, range.end);
    if (inChunk >= left) return endOf(range, left, (end) => dirty.count(range.start, end));
    left -= inChunk;
  }
  return dirty.pages;
}

/**
 * Sets `pages` more, the first from page `from` on that have content and are clear: what a pass leaves when the next
 * begins is sent first, as the scan goes on from where it was.
 */
export function addLeftOver(
  { extents }: GuestMemory,
  dirty: PageBitmap,
  from: number,
  pages: number,
): void {
  let left = pages;
  const withContent = extents.filter(({ content }) => content !== 'zero');
  const behind = withContent.map(({ end, start }) => ({ start: Math.max(start, from), end }));
  const before = withContent.map(({ end, start }) => ({ start, end: Math.min(end, from) }));
  for (const { end, start } of [...behind, ...before]) {
    if (left === 0) return;
    if (start >= end) continue;
    const clearBefore = (to: number): number => to - start - dirty.count(start, to);
    const last = clearBefore(end) <= left ? end : endOf({ start, end }, left, clearBefore);
    left -= clearBefore(last);
    dirty.setRange(start, last);
  }
}

/** The end of the shortest range within one that has `count` of something. */
function endOf({ start, end }: PageRange, count: number, within: (end: number) => number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (within(middle) < count) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Takes out of the bitmap what was sent since the last sync, one chunk of the clear bitmap after the other, at the time at
 * which that will have been: the guest has written before, and goes on behind.
 *
 * @param ranges in order
 */
export function sendInOrder(
  context: MigrationContext,
  ranges: readonly PageRange[],
  { from, to }: TimeSpan,
): void {
  const { dirty } = context.ram;
  const inChunks = ranges.flatMap(cutAtChunks);
  const counts = inChunks.map(({ start, end }) => dirty.count(start, end));
  const all = counts.reduce((sum, pages) => sum + pages, 0);
  let sent = 0;
  inChunks.forEach((range, index) => {
    const at = ns(Math.round(from + (all === 0 ? 0 : (to - from) * (sent / all))));
    clearChunk(context, range.start, at);
    sendAt(context, range, at);
    sent += counts[index];
  });
}

/** The set pages of a range were sent at `at`. */
export function sendAt(
  { observer, ram }: MigrationContext,
  { start, end }: PageRange,
  at: Nanoseconds,
): void {
  const { dirty } = ram;
  if (observer !== null) {
    for (let page = dirty.nextSet(start, end); page < end;) {
      const runEnd = dirty.nextClear(page, end);
      observer.pagesSent(page, runEnd, at, at);
      page = dirty.nextSet(runEnd, end);
    }
  }
  ram.dirtyPages -= dirty.count(start, end);
  dirty.clearRange(start, end);
}

function clearChunk({ guest, log }: MigrationContext, page: number, at: Nanoseconds): void {
  if (!log.mustClearBefore(page)) return;
  for (const region of log.regionsInChunk(page)) guest.advanceRegion(region, at);
  log.clearChunk(page);
}

function cutAtChunks({ start, end }: PageRange): PageRange[] {
  const parts: PageRange[] = [];
  for (let from = start; from < end;) {
    const to = Math.min(end, chunkEnd(from));
    parts.push({ start: from, end: to });
    from = to;
  }
  return parts;
}
