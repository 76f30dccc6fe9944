import { changedWords, type VisitPattern, ZERO_VERSION } from '../../../../guest/page-content.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageRun } from '../../../../migration/page-sender.js';
import { PAGE_BYTES } from '../../../../memory/units.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { DestinationCopies } from '../../../../migration/destination-copies.js';
import type { PageEncoding } from '../../../../migration/page-encoding.js';
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
    return { ...run, form: { counts: true, account, isPlain: true } };
  }

  private contentRun(run: PageRun): PageRun {
    this.reader.look(run.start);
    const outcome = this.outcomeOf(run.start, 0);
    const limit = Math.min(run.end, run.start + this.batchPages);
    let end = run.start + 1;
    while (end < limit && this.outcomeOf(end, end - run.start) === outcome) end++;
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

  /** What becomes of a page; its version goes to `read[index]`. */
  private outcomeOf(page: number, index: number): number {
    const { reader } = this;
    const version = reader.versionOf(page);
    this.read[index] = version;
    if (!this.cache.has(page)) return MISS;
    const { pattern } = reader;
    return this.lengthsOf(pattern).of(changedWords(pattern, this.cache.versionOf(page), version));
  }

  private missedRun(run: PageRun, end: number): PageRun {
    const { statistics, setup } = this;
    const account = (start: number, pages: number): void => {
      statistics.cacheMiss += pages;
      for (let index = 0; index < pages; index++) {
        this.store(start + index, this.read[index]);
        setup.copies?.copySent(start + index, this.read[index]);
      }
    };
    const store = this.isLastStage ? ns(0) : setup.costs.store;
    return { ...slower(run, store), end, form: { counts: true, account, isPlain: true } };
  }

  private overflowRun(run: PageRun, end: number): PageRun {
    const { statistics, setup } = this;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      statistics.overflow += pages;
      statistics.bytes += pages * PAGE_BYTES;
      for (let index = 0; index < pages; index++) {
        this.used(start + index);
        this.store(start + index, this.read[index]);
        setup.copies?.copySent(start + index, this.read[index]);
      }
    };
    const { compare, store } = setup.costs;
    return {
      ...slower(run, ns(compare + store)),
      end,
      form: { counts: true, account, isPlain: true },
    };
  }

  private identicalRun(run: PageRun, end: number): PageRun {
    const { setup, statistics } = this;
    const account = (start: number, pages: number): void => {
      statistics.pages += pages;
      for (let index = 0; index < pages; index++) {
        const page = start + index;
        this.used(page);
        setup.copies?.deltaSent(page, this.cache.versionOf(page), this.read[index]);
      }
    };
    const cost = { sendNs: setup.costs.compare, wireBytes: 0, receiveNs: 0 };
    const form = { counts: false, account, isPlain: false };
    return { ...run, end, cost, isFirst: false, form };
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
      for (let index = 0; index < pages; index++) {
        const page = start + index;
        setup.copies?.deltaSent(page, this.cache.versionOf(page), this.read[index]);
        this.used(page);
        this.store(page, this.read[index]);
      }
    };
    const { compare, store, decode } = setup.costs;
    const cost = {
      sendNs: compare + store,
      wireBytes: PAGE_HEADER_BYTES + bytes,
      receiveNs: decode,
    };
    const form = { counts: true, account, isPlain: false };
    return { ...run, end, cost, isFirst: false, form };
  }

  /** What was sent is what is kept; there is no use for it when nothing is sent again. */
  protected store(page: number, version: number): void {
    if (!this.isLastStage) this.cache.insert(page, version, this.setup.generation());
  }

  /** The look-up that found a copy has kept it alive. */
  private used(page: number): void {
    this.cache.use(page, this.setup.generation());
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

/** The run, sent whole, with more work for each page. */
function slower(run: PageRun, extraNs: Nanoseconds): PageRun {
  const { cost } = run;
  return { ...run, cost: { ...cost, sendNs: cost.sendNs + extraNs } };
}
