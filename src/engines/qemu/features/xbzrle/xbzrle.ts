import { changedWords, type VisitPattern, ZERO_VERSION } from '../../../../guest/page-content.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { TransferCost } from '../../../../host/transfer-cost.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageRun } from '../../../../migration/page-run.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { DestinationCopies } from '../../../../migration/destination-copies.js';
import { formedRun, type PageEncoding } from '../../../../migration/page-encoding.js';
import { XbzrleCache } from './xbzrle-cache.js';
import { DeltaLength, OVERFLOW } from './xbzrle-delta.js';
import { XbzrleStatistics } from './xbzrle-statistics.js';

/** Pages that are looked at together: what they hold is read at one moment. */
const BATCH_PAGES = 64;

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
  /** Versions that the pages of the run that was encoded last had when it was. */
  protected readonly read: Float64Array;
  /** The version that was read last. */
  private version = 0;
  private readonly lengths = new Map<VisitPattern, DeltaLength>();

  constructor(
    private readonly context: MigrationContext,
    protected readonly reader: ContentReader,
    private readonly setup: XbzrleSetup,
  ) {
    this.cache = new XbzrleCache(setup.cacheBytes / PAGE_BYTES);
    this.statistics = new XbzrleStatistics(setup.cacheBytes, context);
    // No two pages of a batch share a slot.
    this.batchPages = Math.min(BATCH_PAGES, this.cache.slots);
    this.read = new Float64Array(this.batchPages);
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
    const { copies } = this.setup;
    const account = (start: number, pages: number): void => {
      const generation = this.setup.generation();
      for (let page = start; page < start + pages; page++) {
        this.cache.insert(page, ZERO_VERSION, generation);
        copies?.copySent(page, ZERO_VERSION);
      }
    };
    return formedRun(run, run.end, run.cost, { counts: true, isPlain: true, account });
  }

  private contentRun(run: PageRun): PageRun {
    this.reader.look(run.start);
    const limit = Math.min(run.end, run.start + this.batchPages);
    const outcome = this.outcomeOf(run.start);
    let end = this.readAlike(run.start, run.start, limit);
    while (end < limit && this.outcomeOf(end) === outcome) {
      end = this.readAlike(run.start, end, limit);
    }
    switch (outcome) {
      case MISS:
        return this.missedRun(run, end);
      case OVERFLOW:
        return this.overflowRun(run, end);
      case IDENTICAL:
        return this.identicalRun(run, end);
      default:
        return this.deltaRun(run, end, outcome);
    }
  }

  /** What becomes of a page, whose version is read. */
  private outcomeOf(page: number): number {
    const { cache, reader } = this;
    this.version = reader.versionOf(page);
    if (!cache.has(page)) return MISS;
    const { pattern } = reader;
    return this.lengthsOf(pattern).of(changedWords(pattern, cache.versionOf(page), this.version));
  }

  /**
   * Keeps the version that was read last for `page`, and for those behind it of which the same becomes; returns where they end.
   *
   * @param first page of the batch
   */
  private readAlike(first: number, page: number, limit: number): number {
    const end = this.cache.alikeUntil(page, this.reader.sameUntil(page, limit));
    for (let index = page - first; index < end - first; index++) this.read[index] = this.version;
    return end;
  }

  private missedRun(run: PageRun, end: number): PageRun {
    const { statistics, setup } = this;
    const account = (start: number, pages: number): void => {
      statistics.cacheMiss += pages;
      this.store(start, pages);
      this.copiesSent(start, pages);
    };
    const store = this.isLastStage ? ns(0) : setup.costs.store;
    return formedRun(run, end, slower(run.cost, store), { counts: true, isPlain: true, account });
  }

  private overflowRun(run: PageRun, end: number): PageRun {
    const { statistics, setup } = this;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      statistics.overflow += pages;
      statistics.bytes += pages * PAGE_BYTES;
      this.used(start, pages);
      this.store(start, pages);
      this.copiesSent(start, pages);
    };
    const { compare, store } = setup.costs;
    const form = { counts: true, isPlain: true, account };
    return formedRun(run, end, slower(run.cost, ns(compare + store)), form);
  }

  private identicalRun(run: PageRun, end: number): PageRun {
    const { setup, statistics } = this;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      this.used(start, pages);
      this.deltasSent(start, pages);
    };
    const cost = { sendNs: setup.costs.compare, wireBytes: 0, receiveNs: 0 };
    return formedRun(run, end, cost, { counts: false, isPlain: false, account }, false);
  }

  private deltaRun(run: PageRun, end: number, length: number): PageRun {
    const { statistics, setup } = this;
    const { counters } = this.context;
    const bytes = length + DELTA_FRAME_BYTES;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      statistics.bytes += pages * bytes;
      counters.encodedPages += pages;
      counters.transferredBytes += pages * (PAGE_HEADER_BYTES + bytes);
      this.deltasSent(start, pages);
      this.used(start, pages);
      this.store(start, pages);
    };
    const { compare, store, decode } = setup.costs;
    const cost = {
      sendNs: compare + store,
      wireBytes: PAGE_HEADER_BYTES + bytes,
      receiveNs: decode,
    };
    return formedRun(run, end, cost, { counts: true, isPlain: false, account }, false);
  }

  /** What was sent is what is kept; there is no use for it when nothing is sent again. */
  protected store(start: number, pages: number): void {
    if (this.isLastStage) return;
    const { cache, read } = this;
    const generation = this.setup.generation();
    for (let index = 0; index < pages; index++)
      cache.insert(start + index, read[index], generation);
  }

  /** The look-ups that found copies have kept them alive. */
  private used(start: number, pages: number): void {
    this.cache.use(start, pages, this.setup.generation());
  }

  private copiesSent(start: number, pages: number): void {
    const { copies } = this.setup;
    if (copies === null) return;
    for (let index = 0; index < pages; index++) copies.copySent(start + index, this.read[index]);
  }

  private deltasSent(start: number, pages: number): void {
    const { copies } = this.setup;
    if (copies === null) return;
    for (let page = start; page < start + pages; page++) {
      copies.deltaSent(page, this.cache.versionOf(page), this.read[page - start]);
    }
  }

  private lengthsOf(pattern: VisitPattern): DeltaLength {
    let lengths = this.lengths.get(pattern);
    if (lengths === undefined) {
      lengths = new DeltaLength(pattern.wordsPerVisit);
      this.lengths.set(pattern, lengths);
    }
    return lengths;
  }
}

/** Pages that are sent whole, with more work for each. */
function slower(
  { receiveNs, sendNs, wireBytes }: TransferCost,
  extraNs: Nanoseconds,
): TransferCost {
  return { sendNs: sendNs + extraNs, wireBytes, receiveNs };
}
