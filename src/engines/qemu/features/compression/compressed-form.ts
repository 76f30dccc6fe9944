import type { TransferCost } from '../../../../host/transfer-cost.js';
import type { MigrationCounters } from '../../../../migration/counters.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageForm } from '../../../../migration/page-encoding.js';
import type { CompressedPage } from './codec.js';
import type { CompressionStatistics } from './compression-statistics.js';

/** Length of the compressed page, after the page's header. */
const LENGTH_BYTES = 4;

/** What sender and receiver need for a page, beside what its compression says. */
export interface CompressionCosts {
  /** Migration thread's time for a page that takes `compressNs`. */
  sendNs(compressNs: number): number;
  /** Destination's time beyond that for a page, where it gets content for the first time. */
  readonly firstTouchNs: number;
  /** `decompress-threads` of the destination. */
  readonly decompressThreads: number;
}

/** How pages travel of which multi-thread compression makes the same. */
export class CompressedForm implements PageForm {
  readonly counts = true;
  readonly isPlain = false;
  readonly cost: TransferCost;
  readonly firstCost: TransferCost;
  private readonly bytes: number;

  constructor(
    page: CompressedPage,
    { decompressThreads, firstTouchNs, sendNs }: CompressionCosts,
    private readonly counters: MigrationCounters,
    private readonly statistics: CompressionStatistics,
  ) {
    this.bytes = Math.round(page.bytes) + LENGTH_BYTES;
    const costOf = (touchNs: number): TransferCost => ({
      sendNs: sendNs(page.compressNs),
      wireBytes: PAGE_HEADER_BYTES + this.bytes,
      receiveNs: (page.decompressNs + touchNs) / decompressThreads,
    });
    this.cost = costOf(0);
    this.firstCost = costOf(firstTouchNs);
  }

  account(_start: number, pages: number): void {
    const { bytes, counters, statistics } = this;
    statistics.pages += pages;
    statistics.compressedBytes += pages * bytes;
    counters.encodedPages += pages;
    counters.transferredBytes += pages * (PAGE_HEADER_BYTES + bytes);
  }
}
