import { DirtyLog } from '../../src/host/dirty-log.js';
import type { DirtyTracking } from '../../src/host/dirty-tracking.js';
import type { GuestMemory } from '../../src/memory/guest-memory.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';

/** A log that has started, the guest's writes, and QEMU's bitmap of pages to be sent. */
export class Tracked {
  readonly dirty: PageBitmap;
  readonly log: DirtyLog;

  constructor(
    form: DirtyTracking,
    readonly memory: GuestMemory,
  ) {
    this.dirty = new PageBitmap(memory.totalPages);
    this.log = new DirtyLog(form, memory);
    this.log.start();
  }

  /** Writes `page`; returns the number of faults. */
  write(page: number): number {
    const region = this.memory.regions.find(({ start, end }) => page >= start && page < end);
    if (region === undefined) throw new RangeError(`page ${page} is in no region`);
    return region.logWrites(page - region.start, page - region.start + 1);
  }

  /** As the page sender does it: the chunk first, then the page. */
  send(page: number): void {
    if (this.log.mustClearBefore(page)) this.log.clearChunk(page);
    this.dirty.clearRange(page, page + 1);
  }
}
