import {
  type ContentClass,
  type ContentExtent,
  GuestMemory,
} from '../../../memory/guest-memory.js';
import { type PagesSeen, zeroPages } from './pages-seen.js';

/**
 * The guest's memory with at least as many pages with content, and as many of zeroes, as are still to be sent: what
 * guests hold outside of what they write is a guess, and what was seen is not. Regions stay as they are.
 */
export function memoryAsSeen(memory: GuestMemory, { inUse, zero }: PagesSeen): GuestMemory {
  const zeroes = zeroPages(memory);
  const missingContent = inUse - (memory.totalPages - zeroes);
  const missingZeroes = zero - zeroes;
  if (missingContent > 0) return recast(memory, isZero, 'static', missingContent);
  return missingZeroes > 0 ? recast(memory, isUnchanging, 'zero', missingZeroes) : memory;
}

function isZero({ content }: ContentExtent): boolean {
  return content === 'zero';
}

function isUnchanging({ content, region }: ContentExtent): boolean {
  return content !== 'zero' && region === null;
}

/** Memory of which the last `pages` of some extents hold something else. */
function recast(
  memory: GuestMemory,
  isSome: (extent: ContentExtent) => boolean,
  content: ContentClass,
  pages: number,
): GuestMemory {
  let left = pages;
  const extents = memory.extents.toReversed().flatMap((extent) => {
    if (left === 0 || !isSome(extent)) return [extent];
    const { start, end, region } = extent;
    const from = Math.max(start, end - left);
    left -= end - from;
    const other = { start: from, end, content, region };
    return from === start ? [other] : [other, { ...extent, end: from }];
  });
  return new GuestMemory(memory.blocks, extents.toReversed());
}
