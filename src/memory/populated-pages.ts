import type { GuestMemory } from './guest-memory.js';
import { PageBitmap } from './page-bitmap.js';

/**
 * Pages that the destination has written content to before. Behind the last region that is written
 * nothing is sent twice, so nothing need be remembered there.
 */
export class PopulatedPages {
  private readonly limit: number;
  private readonly bitmap: PageBitmap;

  constructor({ regions }: Pick<GuestMemory, 'regions'>) {
    this.limit = regions.reduce((limit, { end }) => Math.max(limit, end), 0);
    this.bitmap = new PageBitmap(this.limit);
  }

  has(page: number): boolean {
    return page < this.limit && this.bitmap.has(page);
  }

  /** The pages [start, end) are written. */
  setRange(start: number, end: number): void {
    this.bitmap.setRange(start, Math.min(end, this.limit));
  }

  /** First populated page in [from, end), or `end`. */
  nextSet(from: number, end: number): number {
    const last = Math.min(end, this.limit);
    const found = from < last ? this.bitmap.nextSet(from, last) : last;
    return found < last ? found : end;
  }

  /** First page in [from, end) that is not populated, or `end`. */
  nextClear(from: number, end: number): number {
    return from < this.limit ? this.bitmap.nextClear(from, Math.min(end, this.limit)) : from;
  }
}
