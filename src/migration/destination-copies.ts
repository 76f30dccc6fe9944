import { changedWords, type ContentSource } from '../guest/page-content.js';
import type { Workload } from '../guest/workload.js';
import type { WriteRegion } from '../memory/write-region.js';

/** Of a page that has not been sent while this was looking. */
const UNKNOWN = Number.NaN;

/** Of a page to which a delta was applied that was made for another content. */
const CORRUPT = Number.POSITIVE_INFINITY;

interface RegionCopy {
  readonly region: WriteRegion;
  readonly content: ContentSource;
  /** Version of each page's copy at the destination. */
  readonly held: Float64Array;
}

/**
 * What the destination holds of each page that a workload writes, where deltas are sent: a delta is
 * right only for the copy that it was made from.
 */
export class DestinationCopies {
  private readonly copies: readonly RegionCopy[];

  constructor(workloads: readonly Pick<Workload, 'region' | 'content'>[]) {
    this.copies = workloads.map(({ region, content }) => {
      const held = new Float64Array(region.pages).fill(UNKNOWN);
      return { region, content, held };
    });
  }

  /** The page was sent whole. */
  copySent(page: number, version: number): void {
    const copy = this.copyOf(page);
    if (copy !== undefined) copy.held[page - copy.region.start] = version;
  }

  /** What makes `to` of `from` was sent, or nothing, as they are the same. */
  deltaSent(page: number, from: number, to: number): void {
    const copy = this.copyOf(page);
    if (copy === undefined) return;
    const offset = page - copy.region.start;
    copy.held[offset] = isSame(copy, copy.held[offset], from) ? to : CORRUPT;
  }

  /** Whether the destination holds what the page holds now, as far as is known here. */
  isRight(page: number): boolean {
    const copy = this.copyOf(page);
    if (copy === undefined) return true;
    const offset = page - copy.region.start;
    const held = copy.held[offset];
    return Number.isNaN(held) || isSame(copy, held, copy.content.versionOf(offset));
  }

  private copyOf(page: number): RegionCopy | undefined {
    return this.copies.find(({ region }) => page >= region.start && page < region.end);
  }
}

function isSame({ content }: RegionCopy, held: number, version: number): boolean {
  return Number.isFinite(held) && changedWords(content.pattern, held, version) === 0;
}
