import { PAGE_BYTES } from '../../../../memory/units.js';
import { type MigrationContext, traceEvent } from '../../../../migration/context.js';
import type { DirtyPeriod, PeriodListener } from '../../../../migration/dirty-sync.js';

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
export class CompressionStatistics implements PeriodListener {
  pages = 0;
  busy = 0;
  compressedBytes = 0;
  private busyRate = 0;
  private compressionRate = 0;
  private previous = { pages: 0, busy: 0, compressedBytes: 0 };

  constructor(private readonly context: Pick<MigrationContext, 'clock' | 'trace'>) {}

  periodEnded({ sentPages }: Pick<DirtyPeriod, 'sentPages'>): void {
    if (sentPages > 0) this.updateRates(sentPages);
    traceEvent(this.context, {
      event: 'compression',
      pages: this.pages,
      busy: this.busy,
      compressed_size: this.compressedBytes,
      busy_rate: this.busyRate,
      compression_rate: this.compressionRate,
    });
  }

  report(): CompressionReport {
    const { pages, busy, busyRate, compressedBytes, compressionRate } = this;
    return { pages, busy, busyRate, compressedBytes, compressionRate };
  }

  private updateRates(sentPages: number): void {
    const { pages, busy, compressedBytes, previous } = this;
    this.busyRate = (busy - previous.busy) / sentPages;
    const compressed = compressedBytes - previous.compressedBytes;
    if (compressed > 0) {
      this.compressionRate = ((pages - previous.pages) * PAGE_BYTES) / compressed;
    }
    this.previous = { pages, busy, compressedBytes };
  }
}
