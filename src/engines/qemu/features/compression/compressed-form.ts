import { type TransferCost, transferCost } from '../../../../host/transfer-cost.js';
import { PAGE_HEADER_BYTES } from '../../../../migration/costs.js';
import type { PageForm } from '../../../../migration/page-encoding.js';
import type { CompressedPage } from './codec.js';

/** Length of the compressed page, after the page's header. */
const LENGTH_BYTES = 4;

/** Bytes on the wire of a page that becomes so many. */
export function wireBytesOf(bytes: number): number {
  return PAGE_HEADER_BYTES + Math.round(bytes) + LENGTH_BYTES;
}

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
  /** Of a page, with its length and without its header. */
  readonly bytes: number;
  private readonly cost: TransferCost;
  private readonly firstCost: TransferCost;

  constructor(
    page: CompressedPage,
    { decompressThreads, firstTouchNs, sendNs }: CompressionCosts,
    private readonly sent: (pages: number, bytes: number) => void,
  ) {
    this.bytes = Math.round(page.bytes) + LENGTH_BYTES;
    const costOf = (touchNs: number): TransferCost =>
      transferCost(
        sendNs(page.compressNs),
        wireBytesOf(page.bytes),
        (page.decompressNs + touchNs) / decompressThreads,
      );
    this.cost = costOf(0);
    this.firstCost = costOf(firstTouchNs);
  }

  /** @param isFirst whether the destination gets content for the page for the first time */
  costOf(isFirst: boolean): TransferCost {
    return isFirst ? this.firstCost : this.cost;
  }

  account(_start: number, pages: number): void {
    this.sent(pages, pages * this.bytes);
  }
}
