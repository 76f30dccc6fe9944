import { transferCost } from '../../../../host/transfer-cost.js';
import type { RamBlock } from '../../../../memory/guest-memory.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageRun } from '../../../../migration/page-run.js';
import { CompressedForm, type CompressionCosts } from './compressed-form.js';
import { CompressionStatistics } from './compression-statistics.js';
import { PagesOneByOne } from './pages-one-by-one.js';
import { type CompressedRun, KINDS, type PageCompressor } from './page-compressor.js';
import { formedRun, type PageEncoding } from '../../../../migration/page-encoding.js';

export interface CompressionSetup {
  /** `compress-threads`. */
  readonly threads: number;
  /** `decompress-threads` of the destination. */
  readonly decompressThreads: number;
  /** `compress-wait-thread`: whether a page waits for a thread, or is sent as it is. */
  readonly waits: boolean;
  /** Migration thread's time to find a page and hand it to a thread. */
  readonly queuePage: Nanoseconds;
  /** Whether pages are compressed now: no longer, once XBZRLE has begun. */
  readonly isActive: () => boolean;
}

/**
 * Multi-thread compression (QEMU 9.0 and before, capability `compress`): threads test pages for zero
 * and compress them, each for itself. Where pages wait for a thread, the threads are busy without a
 * gap, so a page takes a thread's time divided by the number of threads, or the migration thread's
 * own time if that is longer.
 */
export class MultiThreadCompression implements PageEncoding {
  readonly statistics: CompressionStatistics;
  /** The RAM block of the last page, whose first one is sent as it is. */
  private lastBlock: RamBlock | null = null;
  /** By the kind of page that the compressor has made. */
  private readonly forms: (CompressedForm | undefined)[];
  private readonly costs: CompressionCosts;
  private readonly idleAt: Nanoseconds[];
  private readonly oneByOne: PagesOneByOne;

  constructor(
    private readonly context: MigrationContext,
    private readonly compressor: PageCompressor,
    private readonly setup: CompressionSetup,
  ) {
    this.statistics = new CompressionStatistics(context);
    this.forms = Array.from({ length: KINDS }, () => undefined);
    this.idleAt = Array.from({ length: setup.threads }, () => ns(0));
    this.costs = compressionCosts(context.costs, setup);
    this.oneByOne = new PagesOneByOne(compressor, this.formOf, this.sent);
  }

  encode(run: PageRun): PageRun | null {
    if (!this.setup.isActive()) return null;
    const { lastBlock } = this;
    if (lastBlock === null || run.start < lastBlock.start || run.start >= lastBlock.end) {
      return this.firstOfBlock(run);
    }
    if (run.zero) return this.zeroRun(run);
    return this.setup.waits ? this.waitingRun(run) : this.withoutWaiting(run);
  }

  private firstOfBlock(run: PageRun): PageRun {
    const { blocks } = this.context.ram.memory;
    const account = (): void => {
      this.lastBlock = blocks.find(({ end }) => run.start < end) ?? null;
    };
    return formedRun(run, run.start + 1, run.cost, { counts: true, isPlain: true, account });
  }

  /** The test for zero is the threads' work too. */
  private zeroRun(run: PageRun): PageRun | null {
    if (!this.setup.waits) return null;
    const { receiveNs, sendNs, wireBytes } = run.cost;
    const testNs = Math.max(this.setup.queuePage, sendNs / this.setup.threads);
    return formedRun(run, run.end, transferCost(testNs, wireBytes, receiveNs), null);
  }

  /** Each page waits for a thread. */
  private waitingRun(run: PageRun): PageRun {
    const compressed = this.compressor.compress(run.start, run.end);
    const { end, sequel } = compressed;
    const form = this.formOf(compressed);
    if (end === run.start + 1 && run.settled && end < run.end) return this.oneByOne.from(run, form);
    const cost = form.costOf(run.isFirst);
    return formedRun(run, end, cost, form, run.isFirst, run.settled ? sequel : null);
  }

  /** A page for each thread that is idle; if none is, pages as they are until one is. */
  private withoutWaiting(run: PageRun): PageRun {
    const { clock } = this.context;
    const { queuePage } = this.setup;
    const idle = this.idleAt.flatMap((time, thread) => (time <= clock.now ? [thread] : []));
    if (idle.length === 0) return this.busyRun(run);
    const compressed = this.compressor.compress(
      run.start,
      Math.min(run.end, run.start + idle.length),
    );
    const { end, page } = compressed;
    const from = clock.now;
    const form = this.formOf(compressed);
    const account = (start: number, pages: number): void => {
      form.account(start, pages);
      for (let index = 0; index < pages; index++) {
        this.idleAt[idle[index]] = ns(from + (index + 1) * queuePage + page.compressNs);
      }
    };
    const cost = form.costOf(run.isFirst);
    return formedRun(run, end, cost, { counts: true, isPlain: false, account });
  }

  private busyRun(run: PageRun): PageRun {
    const account = (_start: number, pages: number): void => {
      this.statistics.busy += pages;
    };
    const until = ns(Math.min(...this.idleAt));
    return formedRun(run, run.end, run.cost, { counts: true, isPlain: true, until, account });
  }

  private readonly formOf = ({ kind, page }: CompressedRun): CompressedForm =>
    (this.forms[kind] ??= new CompressedForm(page, this.costs, this.sent));

  /** Compressed pages are on their way, with their lengths and without their headers. */
  private readonly sent = (pages: number, bytes: number): void => {
    const { statistics } = this;
    const { counters } = this.context;
    statistics.pages += pages;
    statistics.compressedBytes += bytes;
    counters.encodedPages += pages;
    counters.transferredBytes += pages * PAGE_HEADER_BYTES + bytes;
  };
}

function compressionCosts(
  { contentPage, firstContentPage }: MigrationContext['costs'],
  { decompressThreads, queuePage, threads, waits }: CompressionSetup,
): CompressionCosts {
  return {
    sendNs: (compressNs) => (waits ? Math.max(queuePage, compressNs / threads) : queuePage),
    firstTouchNs: firstContentPage.receiveNs - contentPage.receiveNs,
    decompressThreads,
  };
}
