import {
  type ContentSource,
  randomWords,
  unknownPattern,
  type VisitPattern,
  ZERO_VERSION,
} from '../guest/page-content.js';
import type { ContentExtent } from '../memory/guest-memory.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import type { MigrationContext } from './context.js';
import type { Sequel } from './page-run.js';

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
  /** When the writes of each extent were worked out last. */
  private readonly looks: readonly { at: number }[];
  private lastLook: { at: number };

  constructor(private readonly context: Pick<MigrationContext, 'clock' | 'guest' | 'ram'>) {
    const { extents } = context.ram.memory;
    this.looks = extents.map(() => ({ at: Number.NEGATIVE_INFINITY }));
    [this.extent] = extents;
    [this.lastLook] = this.looks;
    this.enter(0);
  }

  /** Looks at the extent of `page`, now if nothing else is said; what is asked for next is about pages of it. */
  look(page: number, time = this.context.clock.now): ContentExtent {
    const { guest, ram } = this.context;
    if (page < this.extent.start || page >= this.extent.end) {
      this.enter(ram.memory.extentIndex(page));
    }
    const { region } = this.extent;
    if (region === null) return this.extent;
    const { lastLook } = this;
    if (time > lastLook.at + (this.source.staleFor ?? 0)) {
      guest.advanceRegion(region, time);
      lastLook.at = time;
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

  /** How many words of a page of the extent that was looked at hold random data. */
  randomWordsOf(page: number): number {
    return randomWords(this.source.pattern, this.versionOf(page));
  }

  /** End of a run of pages from `page` on that have the same version, at most `limit`, in that extent. */
  sameUntil(page: number, limit: number): number {
    const { region } = this.extent;
    if (region === null) return limit;
    const { source } = this;
    if (source.sameUntil === undefined) return page + 1;
    return region.start + source.sameUntil(page - region.start, limit - region.start);
  }

  /**
   * What follows the pages that were looked at last, up to `end`, if pages [start, end) keep their versions for a while;
   * else null. All are of the same extent.
   */
  sequel(start: number, end: number): Sequel | null {
    const { context, extent, lastLook, source } = this;
    const { region } = extent;
    if (region === null || source.unchangedFor === undefined) return null;
    const runTime = source.unchangedFor(start - region.start, end - region.start);
    const before = ns(lastLook.at + context.guest.leastTimeFor(runTime));
    if (before <= context.clock.now) return null;
    return { end, before, mostBytes: 0, look: this.lookAgain };
  }

  /** A look at the same extent at a later time. */
  private readonly lookAgain = ({ start: time }: { readonly start: Nanoseconds }): boolean => {
    const { context, extent, lastLook } = this;
    if (extent.region !== null && time > lastLook.at) {
      context.guest.advanceRegion(extent.region, time);
      lastLook.at = time;
    }
    return true;
  };

  private enter(index: number): void {
    this.extent = this.context.ram.memory.extents[index];
    this.lastLook = this.looks[index];
    const { region } = this.extent;
    this.source = (region === null ? null : this.context.guest.contentOf(region)) ?? unchanging;
  }
}
