import type { GuestMemory } from '../../../memory/guest-memory.js';
import { PAGE_BYTES } from '../../../memory/units.js';
import type { UnderWay } from './seen.js';

/** What is still to be sent, in pages. */
export interface PagesSeen {
  /** Pages that are not zero. */
  readonly content: number;
  readonly zero: number;
  /** At the end of the last sync. */
  readonly atLastSync: number;
  /** Pages of the guest that cannot be zero. */
  readonly inUse: number;
}

/** Bytes that were seen, in whole pages. */
export function pagesSeen({
  previousSyncMs,
  remainingAtLastSyncBytes,
  remainingBytes,
  remainingContentBytes,
}: UnderWay): PagesSeen {
  const remaining = Math.round(remainingBytes / PAGE_BYTES);
  const content = Math.min(remaining, Math.round(remainingContentBytes / PAGE_BYTES));
  const atLastSync = Math.max(remaining, Math.round(remainingAtLastSyncBytes / PAGE_BYTES));
  const inUse = previousSyncMs === null ? content : atLastSync;
  return { content, zero: remaining - content, atLastSync, inUse };
}

/** Pages outside of all that is written and used. */
export function zeroPages({ extents }: Pick<GuestMemory, 'extents'>): number {
  return extents.reduce(
    (sum, { content, end, start }) => sum + (content === 'zero' ? end - start : 0),
    0,
  );
}
