import { PAGE_BYTES } from '../memory/units.js';

/** xbzrle-cache of query-migrate. */
export interface XbzrleReport {
  readonly cacheBytes: number;
  /** Pages of which there was a copy, whatever became of them. */
  readonly pages: number;
  /** Bytes of the deltas with their frames, and a page for each overflow. */
  readonly bytes: number;
  readonly cacheMiss: number;
  readonly overflow: number;
  /** Of the pages of the last judged period. */
  readonly cacheMissRate: number;
  /** Bytes that deltas stand for to bytes of deltas, in the last judged period; 0 if there were none. */
  readonly encodingRate: number;
}

/** Counts of XBZRLE (QEMU, xbzrle_counters and migration_update_rates). */
export class XbzrleStatistics {
  pages = 0;
  bytes = 0;
  cacheMiss = 0;
  overflow = 0;
  private cacheMissRate = 0;
  private encodingRate = 0;
  private previous = { pages: 0, bytes: 0, cacheMiss: 0 };

  constructor(private readonly cacheBytes: number) {}

  /** A period of more than a second has ended, in which `sentPages` pages were sent. */
  periodEnded(sentPages: number): void {
    if (sentPages === 0) return;
    const { pages, bytes, cacheMiss, previous } = this;
    this.cacheMissRate = (cacheMiss - previous.cacheMiss) / sentPages;
    const encoded = bytes - previous.bytes;
    this.encodingRate = encoded === 0 ? 0 : ((pages - previous.pages) * PAGE_BYTES) / encoded;
    this.previous = { pages, bytes, cacheMiss };
  }

  report(): XbzrleReport {
    const { cacheBytes, pages, bytes, cacheMiss, overflow, cacheMissRate, encodingRate } = this;
    return { cacheBytes, pages, bytes, cacheMiss, overflow, cacheMissRate, encodingRate };
  }
}

/** compression of query-migrate. */
export interface CompressionReport {
  /** Pages that were compressed; zero pages are not among them. */
  readonly pages: number;
  /** Pages that were sent as they are, as no thread was idle. */
  readonly busy: number;
  /** Of the pages of the last judged period. */
  readonly busyRate: number;
  /** Bytes of the compressed pages without their headers. */
  readonly compressedBytes: number;
  /** Bytes of pages to bytes that they became, in the last judged period; 0 if there were none. */
  readonly compressionRate: number;
}

/** Counts of multi-thread compression (QEMU 9.0 and before, compression_counters). */
export class CompressionStatistics {
  pages = 0;
  busy = 0;
  compressedBytes = 0;
  private busyRate = 0;
  private compressionRate = 0;
  private previous = { pages: 0, busy: 0, compressedBytes: 0 };

  /** A period of more than a second has ended, in which `sentPages` pages were sent. */
  periodEnded(sentPages: number): void {
    if (sentPages === 0) return;
    const { pages, busy, compressedBytes, previous } = this;
    this.busyRate = (busy - previous.busy) / sentPages;
    const compressed = compressedBytes - previous.compressedBytes;
    if (compressed > 0) {
      this.compressionRate = ((pages - previous.pages) * PAGE_BYTES) / compressed;
    }
    this.previous = { pages, busy, compressedBytes };
  }

  report(): CompressionReport {
    const { pages, busy, busyRate, compressedBytes, compressionRate } = this;
    return { pages, busy, busyRate, compressedBytes, compressionRate };
  }
}
