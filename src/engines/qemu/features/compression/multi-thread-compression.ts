import { type Nanoseconds, ns } from '../../../../sim/time.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageRun } from '../../../../migration/page-run.js';
import type { CompressedPage } from './codec.js';
import { CompressionStatistics } from './compression-statistics.js';
import type { PageCompressor } from './page-compressor.js';
import { formedRun, type PageEncoding } from '../../../../migration/page-encoding.js';

/** Length of the compressed page, after the page's header. */
const LENGTH_BYTES = 4;

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
  private lastBlock = -1;
  private readonly idleAt: Nanoseconds[];

  constructor(
    private readonly context: MigrationContext,
    private readonly compressor: PageCompressor,
    private readonly setup: CompressionSetup,
  ) {
    this.statistics = new CompressionStatistics(context);
    this.idleAt = Array.from({ length: setup.threads }, () => ns(0));
  }

  encode(run: PageRun): PageRun | null {
    if (!this.setup.isActive()) return null;
    const { blocks } = this.context.ram.memory;
    const block = blocks.findIndex(({ end }) => run.start < end);
    if (block !== this.lastBlock) {
      const account = (): void => {
        this.lastBlock = block;
      };
      return formedRun(run, run.start + 1, run.cost, { counts: true, isPlain: true, account });
    }
    if (run.zero) return this.zeroRun(run);
    return this.setup.waits ? this.waitingRun(run) : this.withoutWaiting(run);
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
    const { end, page } = this.compressor.compress(run);
    const each = ns(Math.max(this.setup.queuePage, page.compressNs / this.setup.threads));
    return this.compressedRun(run, end, page, each, () => {});
  }

  /** A page for each thread that is idle; if none is, pages as they are until one is. */
  private withoutWaiting(run: PageRun): PageRun {
    const { clock } = this.context;
    const { queuePage } = this.setup;
    const idle = this.idleAt.flatMap((time, thread) => (time <= clock.now ? [thread] : []));
    if (idle.length === 0) return this.busyRun(run);
    const { end, page } = this.compressor.compress({
      ...run,
      end: Math.min(run.end, run.start + idle.length),
    });
    const from = clock.now;
    return this.compressedRun(run, end, page, queuePage, (pages) => {
      for (let index = 0; index < pages; index++) {
        this.idleAt[idle[index]] = ns(from + (index + 1) * queuePage + page.compressNs);
      }
    });
  }

  private busyRun(run: PageRun): PageRun {
    const account = (_start: number, pages: number): void => {
      this.statistics.busy += pages;
    };
    const until = ns(Math.min(...this.idleAt));
    return formedRun(run, run.end, run.cost, { counts: true, isPlain: true, until, account });
  }

  private compressedRun(
    run: PageRun,
    end: number,
    page: CompressedPage,
    sendNs: Nanoseconds,
    handedOver: (pages: number) => void,
  ): PageRun {
    const { counters, costs } = this.context;
    const bytes = Math.round(page.bytes) + LENGTH_BYTES;
    const firstTouch = run.isFirst
      ? costs.firstContentPage.receiveNs - costs.contentPage.receiveNs
      : 0;
    const account = (_start: number, pages: number): void => {
      this.statistics.pages += pages;
      this.statistics.compressedBytes += pages * bytes;
      counters.encodedPages += pages;
      counters.transferredBytes += pages * (PAGE_HEADER_BYTES + bytes);
      handedOver(pages);
    };
    const cost = {
      sendNs,
      wireBytes: PAGE_HEADER_BYTES + bytes,
      receiveNs: (page.decompressNs + firstTouch) / this.setup.decompressThreads,
    };
    return formedRun(run, end, cost, { counts: true, isPlain: false, account });
  }
}
