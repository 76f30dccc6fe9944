import { PAGE_BYTES } from '../../../../memory/units.js';
import { type MigrationContext, traceEvent } from '../../../../migration/context.js';
import type { DirtyPeriod, PeriodListener } from '../../../../migration/dirty-sync.js';

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
export class XbzrleStatistics implements PeriodListener {
  pages = 0;
  bytes = 0;
  cacheMiss = 0;
  overflow = 0;
  private cacheMissRate = 0;
  private encodingRate = 0;
  private previous = { pages: 0, bytes: 0, cacheMiss: 0 };

  constructor(
    private readonly cacheBytes: number,
    private readonly context: Pick<MigrationContext, 'clock' | 'trace'>,
  ) {}

  periodEnded({ sentPages }: Pick<DirtyPeriod, 'sentPages'>): void {
    if (sentPages > 0) this.updateRates(sentPages);
    traceEvent(this.context, {
      event: 'xbzrle',
      pages: this.pages,
      bytes: this.bytes,
      cache_miss: this.cacheMiss,
      overflow: this.overflow,
      cache_miss_rate: this.cacheMissRate,
      encoding_rate: this.encodingRate,
    });
  }

  report(): XbzrleReport {
    const { cacheBytes, pages, bytes, cacheMiss, overflow, cacheMissRate, encodingRate } = this;
    return { cacheBytes, pages, bytes, cacheMiss, overflow, cacheMissRate, encodingRate };
  }

  private updateRates(sentPages: number): void {
    const { pages, bytes, cacheMiss, previous } = this;
    this.cacheMissRate = (cacheMiss - previous.cacheMiss) / sentPages;
    const encoded = bytes - previous.bytes;
    this.encodingRate = encoded === 0 ? 0 : ((pages - previous.pages) * PAGE_BYTES) / encoded;
    this.previous = { pages, bytes, cacheMiss };
  }
}
