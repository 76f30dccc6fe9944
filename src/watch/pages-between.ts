import type { RamReading } from '../observed/migration-reading.js';

/** Pages that were sent with content, and as zero. */
export interface SentPages {
  readonly normal: number;
  readonly zero: number;
}

type PageCounts = Pick<RamReading, 'normalPages' | 'zeroPages'>;

/** More zero pages than so many for each page with content are a stretch that was never used. */
const UNUSED = 4;

/** What was sent between two answers. */
export function pagesBetween(before: PageCounts, now: PageCounts): SentPages {
  return {
    normal: (now.normalPages ?? 0) - (before.normalPages ?? 0),
    zero: (now.zeroPages ?? 0) - (before.zeroPages ?? 0),
  };
}

/** Whether a stretch of memory was never used. */
export function isUnused({ normal, zero }: SentPages): boolean {
  return zero > UNUSED * normal;
}
