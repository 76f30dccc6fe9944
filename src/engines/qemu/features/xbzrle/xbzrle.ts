import { changedWords, ZERO_VERSION } from '../../../../guest/page-content.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { type TransferCost, transferCost } from '../../../../host/transfer-cost.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageRun, Sequel } from '../../../../migration/page-run.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { DestinationCopies } from '../../../../migration/destination-copies.js';
import {
  formedRun,
  type PageEncoding,
  type PageForm,
} from '../../../../migration/page-encoding.js';
import { ReadVersions } from './read-versions.js';
import { SlowerCosts } from './slower-costs.js';
import { ToldCopies } from './told-copies.js';
import { XbzrleCache } from './xbzrle-cache.js';
import { DeltaLengths, OVERFLOW } from './xbzrle-delta.js';
import { XbzrleStatistics } from './xbzrle-statistics.js';

/** Pages that are looked at together: what they hold is read at one moment. */
const BATCH_PAGES = 64;

/** Of more pages a step sends no more than a few such sequels. */
const SEQUEL_PAGES = 4096;

/** Flag and length of a delta, after the page's header. */
const DELTA_FRAME_BYTES = 3;

/** Of a page of which the cache has no copy; other outcomes are lengths of deltas, or `OVERFLOW`. */
const MISS = -2;
const IDENTICAL = 0;

export interface XbzrleCosts {
  /** Migration thread's time to compare a page with its copy. */
  readonly compare: Nanoseconds;
  /** Migration thread's time to copy a page into the cache. */
  readonly store: Nanoseconds;
  /** Destination's time to apply a delta. */
  readonly decode: Nanoseconds;
}

/** Pages of which deltas of one length are sent. */
interface Delta {
  readonly form: PageForm;
  readonly cost: TransferCost;
}

export interface XbzrleSetup {
  /** `xbzrle-cache-size`, a power of two. */
  readonly cacheBytes: number;
  readonly costs: XbzrleCosts;
  /** What the ages of copies are counted in: dirty-sync-count, or v1's iteration-count. */
  readonly generation: () => number;
  /** Told what the destination gets, where that is verified. */
  readonly copies: DestinationCopies | null;
}

/**
 * XBZRLE (QEMU, save_xbzrle_page): of a page that was sent before only what has changed is sent. It
 * begins when the scan has passed the end of RAM for the first time.
 */
export class Xbzrle implements PageEncoding {
  readonly statistics: XbzrleStatistics;
  protected readonly cache: XbzrleCache;
  private isLastStage = false;
  private started = false;
  private readonly batchPages: number;
  /** Versions that the pages of the run that was encoded last had when it was, and those of its sequel. */
  protected readonly read: ReadVersions;
  private readonly told: ToldCopies;
  /** The version that was read last. */
  private version = 0;
  private readonly lengths = new DeltaLengths();
  /** By the length of the delta. */
  private readonly deltas = new Map<number, Delta>();
  private readonly missed = formOf(true, true, (start, pages) => this.missesSent(start, pages));
  private readonly overflow = formOf(true, true, (start, pages) => this.overflowed(start, pages));
  private readonly identical = formOf(false, false, (start, pages) => this.unchanged(start, pages));
  private readonly costs;

  constructor(
    private readonly context: MigrationContext,
    protected readonly reader: ContentReader,
    private readonly setup: XbzrleSetup,
  ) {
    this.cache = new XbzrleCache(setup.cacheBytes / PAGE_BYTES);
    this.statistics = new XbzrleStatistics(setup.cacheBytes, context);
    // No two pages of a batch share a slot.
    this.batchPages = Math.min(BATCH_PAGES, this.cache.slots);
    this.read = new ReadVersions(this.batchPages);
    this.told = new ToldCopies(setup.copies, this.read, this.cache);
    const { compare, store } = setup.costs;
    this.costs = {
      missed: new SlowerCosts(store),
      overflow: new SlowerCosts(ns(compare + store)),
      identical: transferCost(compare, 0, 0),
    };
  }

  get isStarted(): boolean {
    return this.started;
  }

  roundEnded(): void {
    this.started = true;
  }

  lastStage(): void {
    this.isLastStage = true;
  }

  encode(run: PageRun): PageRun | null {
    if (!this.started) return null;
    return run.zero ? this.zeroRun(run) : this.contentRun(run);
  }

  /** A zero page is sent as one, but a copy of what it held before is stale now. */
  private zeroRun(run: PageRun): PageRun {
    const account = (start: number, pages: number): void => {
      this.cache.insert(start, pages, ZERO_VERSION, this.setup.generation());
      this.told.whole(start, start + pages, ZERO_VERSION);
    };
    return formedRun(run, run.end, run.cost, { counts: true, isPlain: true, account });
  }

  private contentRun(run: PageRun): PageRun {
    const { costs, read } = this;
    const { isFirst, start } = run;
    this.reader.look(start);
    read.begin(start);
    const limit = Math.min(run.end, start + this.batchPages);
    const outcome = this.outcomeOf(start);
    let end = this.readAlike(start, limit);
    const sequel = end === limit ? this.sequelOf(run) : null;
    if (sequel !== null) read.extend(sequel.end);
    while (end < limit && this.outcomeOf(end) === outcome) end = this.readAlike(end, limit);
    switch (outcome) {
      case MISS: {
        const cost = this.isLastStage ? run.cost : costs.missed.of(run.cost);
        return formedRun(run, end, cost, this.missed, isFirst, sequel);
      }
      case OVERFLOW:
        return formedRun(run, end, costs.overflow.of(run.cost), this.overflow, isFirst, sequel);
      case IDENTICAL:
        return formedRun(run, end, costs.identical, this.identical, false, sequel);
      default:
        return this.deltaRun(run, end, outcome, sequel);
    }
  }

  /** What becomes of a page, whose version is read. */
  private outcomeOf(page: number): number {
    const { cache, reader } = this;
    this.version = reader.versionOf(page);
    if (!cache.has(page)) return MISS;
    const { pattern } = reader;
    return this.lengths.in(pattern).of(changedWords(pattern, cache.versionOf(page), this.version));
  }

  /**
   * Keeps the version that was read last for `page`, and for those behind it of which the same becomes; returns where they end.
   */
  private readAlike(page: number, limit: number): number {
    const end = this.cache.alikeUntil(page, this.reader.sameUntil(page, limit));
    this.read.add(end, this.version);
    return end;
  }

  /** The pages behind a batch of one version, of which the cache holds another one, or none of any. */
  protected sequelOf({ end, settled, start }: PageRun): Sequel | null {
    if (!settled) return null;
    const { cache, reader } = this;
    const limit = Math.min(end, start + SEQUEL_PAGES);
    return reader.sequel(start, cache.alikeUntil(start, reader.sameUntil(start, limit)));
  }

  private missesSent(start: number, pages: number): void {
    this.statistics.cacheMiss += pages;
    this.store(start, pages, false);
    this.told.allWhole(start + pages);
  }

  private overflowed(start: number, pages: number): void {
    const { statistics } = this;
    statistics.pages += pages;
    statistics.overflow += pages;
    statistics.bytes += pages * PAGE_BYTES;
    this.used(start, pages);
    this.store(start, pages, true);
    this.told.allWhole(start + pages);
  }

  private unchanged(start: number, pages: number): void {
    this.statistics.pages += pages;
    this.used(start, pages);
    this.told.allDeltas(start + pages);
  }

  private deltaRun(run: PageRun, end: number, length: number, sequel: Sequel | null): PageRun {
    let delta = this.deltas.get(length);
    if (delta === undefined) {
      delta = this.delta(length + DELTA_FRAME_BYTES);
      this.deltas.set(length, delta);
    }
    return formedRun(run, end, delta.cost, delta.form, false, sequel);
  }

  /** @param bytes of the delta with its frame, without the page's header */
  private delta(bytes: number): Delta {
    const { statistics, setup } = this;
    const { counters } = this.context;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      statistics.bytes += pages * bytes;
      counters.encodedPages += pages;
      counters.transferredBytes += pages * (PAGE_HEADER_BYTES + bytes);
      this.told.allDeltas(start + pages);
      this.used(start, pages);
      this.store(start, pages, true);
    };
    const { compare, store, decode } = setup.costs;
    return {
      form: formOf(true, false, account),
      cost: transferCost(compare + store, PAGE_HEADER_BYTES + bytes, decode),
    };
  }

  /** What was sent is what is kept; there is no use for it when nothing is sent again. */
  protected store(start: number, pages: number, hasCopies: boolean): void {
    if (this.isLastStage) return;
    const { cache } = this;
    const generation = this.setup.generation();
    this.read.each(start + pages, (from, end, version) => {
      if (hasCopies) cache.renew(from, end - from, version);
      else cache.insert(from, end - from, version, generation);
    });
  }

  /** The look-ups that found copies have kept them alive. */
  private used(start: number, pages: number): void {
    this.cache.use(start, pages, this.setup.generation());
  }
}

function formOf(counts: boolean, isPlain: boolean, account: PageForm['account']): PageForm {
  return { counts, isPlain, account };
}
