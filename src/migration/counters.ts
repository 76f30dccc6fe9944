import { type Nanoseconds, ns } from '../sim/time.js';
import { NORMAL_PAGE_WIRE_BYTES, ZERO_PAGE_WIRE_BYTES } from './costs.js';

/** What query-migrate reports of a migration's RAM, and what the decisions are made from. */
export class MigrationCounters {
  /** Bytes written to the stream: QEMU's ram.transferred. */
  transferredBytes = 0;
  normalPages = 0;
  duplicatePages = 0;
  /** Pages that were sent in an encoding, and are neither normal nor duplicate. */
  encodedPages = 0;
  /** dirty-sync-count. */
  dirtySyncCount = 0;
  /** iteration-count of the v1 series: syncs other than background ones. */
  iterationCount = 0;
  /** dirty-pages-rate. */
  dirtyPagesPerSecond = 0;
  /** Complete scans over all of RAM. */
  scanRounds = 0;
  maxThrottlePercent = 0;
  /** CPU time that finding, encoding and writing pages and syncing have taken. */
  cpuTime: Nanoseconds = ns(0);

  /** Pages of which something was sent: QEMU's target_page_count. */
  get sentPages(): number {
    return this.normalPages + this.duplicatePages + this.encodedPages;
  }

  /** Pages were sent as they are over one stream: all of them zero, or none. */
  countPlain(pages: number, zero: boolean): void {
    if (zero) {
      this.duplicatePages += pages;
      this.transferredBytes += pages * ZERO_PAGE_WIRE_BYTES;
    } else {
      this.normalPages += pages;
      this.transferredBytes += pages * NORMAL_PAGE_WIRE_BYTES;
    }
  }
}
