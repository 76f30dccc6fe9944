import { CLEAR_CHUNK_PAGES } from '../../../host/dirty-log.js';
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

/** The end of the shortest range from page 0 on in which `count` pages are set. */
export function endOfFirst(bitmap: PageBitmap, count: number): number {
  let chunk = 0;
  let left = count;
  for (;;) {
    const end = Math.min(bitmap.pages, chunk + CLEAR_CHUNK_PAGES);
    const inChunk = bitmap.count(chunk, end);
    if (inChunk >= left || end === bitmap.pages) return endWithin(bitmap, chunk, end, left);
    left -= inChunk;
    chunk = end;
  }
}

function endWithin(bitmap: PageBitmap, start: number, end: number, count: number): number {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bitmap.count(start, middle) < count) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Sets pages with content that are clear, until so many more are set: those that no workload writes come first. */
export function addClean({ extents }: GuestMemory, bitmap: PageBitmap, pages: number): void {
  const withContent = extents.filter(({ content }) => content !== 'zero');
  const unchanging = withContent.filter(({ region }) => region === null);
  const written = withContent.filter(({ region }) => region !== null);
  let left = pages;
  for (const { start, end } of [...unchanging, ...written]) {
    let page = bitmap.nextClear(start, end);
    while (left > 0 && page < end) {
      const last = Math.min(page + left, bitmap.nextSet(page, end));
      bitmap.setRange(page, last);
      left -= last - page;
      page = bitmap.nextClear(last, end);
    }
  }
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
    const to = Math.min(end, (Math.floor(from / CLEAR_CHUNK_PAGES) + 1) * CLEAR_CHUNK_PAGES);
    parts.push({ start: from, end: to });
    from = to;
  }
  return parts;
}
