import type { RamBlock } from '../../../../memory/guest-memory.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { PageRun } from '../../../../migration/page-run.js';
import type { CompressedPage } from './codec.js';
import { CompressedForm, type CompressionCosts } from './compressed-form.js';
import { CompressionStatistics } from './compression-statistics.js';
import { KINDS, type PageCompressor } from './page-compressor.js';
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

  constructor(
    private readonly context: MigrationContext,
    private readonly compressor: PageCompressor,
    private readonly setup: CompressionSetup,
  ) {
    this.statistics = new CompressionStatistics(context);
    this.forms = Array.from({ length: KINDS }, () => undefined);
    this.idleAt = Array.from({ length: setup.threads }, () => ns(0));
    this.costs = compressionCosts(context.costs, setup);
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
    const { cost } = run;
    const sendNs = Math.max(this.setup.queuePage, cost.sendNs / this.setup.threads);
    return formedRun(run, run.end, { ...cost, sendNs }, null);
  }

  /** Each page waits for a thread. */
  private waitingRun(run: PageRun): PageRun {
    const { end, kind, page, sequel } = this.compressor.compress(run.start, run.end);
    const form = this.formOf(kind, page);
    const cost = run.isFirst ? form.firstCost : form.cost;
    return formedRun(run, end, cost, form, run.isFirst, run.settled ? sequel : null);
  }

  /** A page for each thread that is idle; if none is, pages as they are until one is. */
  private withoutWaiting(run: PageRun): PageRun {
    const { clock } = this.context;
    const { queuePage } = this.setup;
    const idle = this.idleAt.flatMap((time, thread) => (time <= clock.now ? [thread] : []));
    if (idle.length === 0) return this.busyRun(run);
    const { end, kind, page } = this.compressor.compress(
      run.start,
      Math.min(run.end, run.start + idle.length),
    );
    const from = clock.now;
    const form = this.formOf(kind, page);
    const account = (start: number, pages: number): void => {
      form.account(start, pages);
      for (let index = 0; index < pages; index++) {
        this.idleAt[idle[index]] = ns(from + (index + 1) * queuePage + page.compressNs);
      }
    };
    const cost = run.isFirst ? form.firstCost : form.cost;
    return formedRun(run, end, cost, { counts: true, isPlain: false, account });
  }

  private busyRun(run: PageRun): PageRun {
    const account = (_start: number, pages: number): void => {
      this.statistics.busy += pages;
    };
    const until = ns(Math.min(...this.idleAt));
    return formedRun(run, run.end, run.cost, { counts: true, isPlain: true, until, account });
  }

  private formOf(kind: number, page: CompressedPage): CompressedForm {
    const { context, costs, forms, statistics } = this;
    return (forms[kind] ??= new CompressedForm(page, costs, context.counters, statistics));
  }
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
