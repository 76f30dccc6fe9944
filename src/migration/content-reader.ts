import {
  type ContentSource,
  unknownPattern,
  type VisitPattern,
  ZERO_VERSION,
} from '../guest/page-content.js';
import type { ContentExtent } from '../memory/guest-memory.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { MigrationContext } from './context.js';

/** Content that nobody changes. */
const unchanging: ContentSource = {
  pattern: unknownPattern,
  versionOf: () => 0,
  sameUntil: (_offset, limit) => limit,
};

/** The content of pages as the sender reads them, worked out when it does. */
export class ContentReader {
  private extent: ContentExtent;
  private source: ContentSource = unchanging;
  private readonly lookedAt = new Map<WriteRegion, Nanoseconds>();

  constructor(private readonly context: Pick<MigrationContext, 'clock' | 'guest' | 'ram'>) {
    [this.extent] = context.ram.memory.extents;
    this.enter(this.extent);
  }

  /** Looks at the extent of `page` now; what is asked for next is about pages of it. */
  look(page: number): ContentExtent {
    const { clock, guest, ram } = this.context;
    if (page < this.extent.start || page >= this.extent.end) {
      this.enter(ram.memory.extents[ram.memory.extentIndex(page)]);
    }
    const { region } = this.extent;
    if (region === null) return this.extent;
    const { staleFor = 0 } = this.source;
    const lookedAt = this.lookedAt.get(region);
    if (lookedAt === undefined || clock.now > lookedAt + staleFor) {
      guest.advanceRegion(region, clock.now);
      this.lookedAt.set(region, clock.now);
    }
    return this.extent;
  }

  /** Of the extent that was looked at. */
  get pattern(): VisitPattern {
    return this.source.pattern;
  }

  /** Version of a page of the extent that was looked at. */
  versionOf(page: number): number {
    const { content, region } = this.extent;
    if (region !== null) return this.source.versionOf(page - region.start);
    return content === 'zero' ? ZERO_VERSION : 0;
  }

  /** End of a run of pages from `page` on that have the same version, at most `limit`, in that extent. */
  sameUntil(page: number, limit: number): number {
    const { region } = this.extent;
    if (region === null) return limit;
    const { source } = this;
    if (source.sameUntil === undefined) return page + 1;
    return region.start + source.sameUntil(page - region.start, limit - region.start);
  }

  private enter(extent: ContentExtent): void {
    this.extent = extent;
    const { region } = extent;
    this.source = (region === null ? null : this.context.guest.contentOf(region)) ?? unchanging;
  }
}
