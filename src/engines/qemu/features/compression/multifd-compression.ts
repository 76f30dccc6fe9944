import { type TransferCost, transferCost } from '../../../../host/transfer-cost.js';
import type { PageRun } from '../../../../migration/page-run.js';
import type { CompressedPage } from './codec.js';
import type { PageCompressor } from './page-compressor.js';
import {
  formedRun,
  type PageEncoding,
  type PageForm,
} from '../../../../migration/page-encoding.js';

/** Pages are accounted for with their packet. */
const inPacket: PageForm = { counts: true, isPlain: false, account: () => {} };

/**
 * Compression of multifd's packets (QEMU, multifd-zlib.c and its siblings): the work of the channels'
 * threads, on both sides. Zero pages are taken out before.
 */
export class MultifdCompression implements PageEncoding {
  /** What was compressed last: the next pages are like it, mostly. */
  private lastPage: CompressedPage | null = null;
  private lastPlain: TransferCost | null = null;
  private cost: TransferCost | null = null;

  constructor(private readonly compressor: PageCompressor) {}

  encode(run: PageRun): PageRun | null {
    if (run.zero) return null;
    const { end, page } = this.compressor.compress(run.start, run.end);
    return formedRun(run, end, this.costOf(run.cost, page), inPacket);
  }

  private costOf(plain: TransferCost, page: CompressedPage): TransferCost {
    if (this.cost !== null && page === this.lastPage && plain === this.lastPlain) return this.cost;
    this.lastPage = page;
    this.lastPlain = plain;
    this.cost = transferCost(
      plain.sendNs + page.compressNs,
      page.bytes,
      plain.receiveNs + page.decompressNs,
    );
    return this.cost;
  }
}
