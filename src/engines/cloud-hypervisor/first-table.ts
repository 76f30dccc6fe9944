import type { GuestMemory } from '../../memory/guest-memory.js';
import { canonical, type RangeTable } from '../../memory/range-table.js';
import type { TransferObserver } from '../../migration/observer.js';
import type { Nanoseconds } from '../../sim/time.js';

/** Each RAM block as one range: what a first pass sends (policy Full). */
export function fullTable({ blocks }: GuestMemory): RangeTable {
  return {
    starts: blocks.map(({ start }) => start),
    lengths: blocks.map(({ start, end }) => end - start),
  };
}

/**
 * What has content, block by block: a first pass over a shared mapping asks its file where the holes
 * are (policy Sparse). The observer is told of the holes.
 */
export function sparseTable(
  memory: GuestMemory,
  now: Nanoseconds,
  observer: TransferObserver | null,
): RangeTable {
  const starts: number[] = [];
  const lengths: number[] = [];
  for (const { start, end, content, region } of memory.extents) {
    const dataEnd = content === 'zero' ? start : (region?.touchedEnd ?? end);
    if (dataEnd > start) {
      starts.push(start);
      lengths.push(dataEnd - start);
    }
    if (dataEnd < end) observer?.holeLeftOut(dataEnd, end, now);
  }
  return canonical({ starts, lengths });
}
