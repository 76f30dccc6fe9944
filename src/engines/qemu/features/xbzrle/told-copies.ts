import type { DestinationCopies } from '../../../../migration/destination-copies.js';
import type { ReadVersions } from './read-versions.js';
import type { XbzrleCache } from './xbzrle-cache.js';

/** Tells what the destination gets, where that is verified. */
export class ToldCopies {
  /** @param read versions of the pages that are sent */
  constructor(
    private readonly copies: DestinationCopies | null,
    private readonly read: ReadVersions,
    private readonly cache: XbzrleCache,
  ) {}

  /** Pages were sent whole. */
  whole(start: number, end: number, version: number): void {
    if (this.copies === null) return;
    for (let page = start; page < end; page++) this.copies.copySent(page, version);
  }

  /** The pages before `limit` that were read were sent whole. */
  allWhole(limit: number): void {
    if (this.copies === null) return;
    this.read.each(limit, (start, end, version) => this.whole(start, end, version));
  }

  /** Of those pages the changes were sent, or nothing, as there were none. */
  allDeltas(limit: number): void {
    const { cache, copies } = this;
    if (copies === null) return;
    this.read.each(limit, (start, end, version) => {
      for (let page = start; page < end; page++) {
        copies.deltaSent(page, cache.versionOf(page), version);
      }
    });
  }
}
