import type { PageBitmap } from '../../../memory/page-bitmap.js';
import { PAGE_BYTES } from '../../../memory/units.js';
import { type Nanoseconds, ns } from '../../../sim/time.js';
import type { QemuAssembly } from '../qemu-assembly.js';
import { type PagesSeen, pagesSeen, zeroPages } from './pages-seen.js';
import {
  addLeftOver,
  endOfFirst,
  firstFrom,
  sendAt,
  sendInOrder,
  sentInFirstPass,
} from './pass-so-far.js';
import type { UnderWay } from './seen.js';
import { timeOf } from './times-seen.js';

/**
 * Puts the parts of a migration into the state of one that was seen, so that the precopy loop can go on. The clock shows
 * that time already. Of the past, only what the dirty log has to hold is worked out: what the guest has written since the
 * last sync but one, at the throttle of now.
 */
export class TakeUp {
  private readonly pages: PagesSeen;
  private readonly lastSync: Nanoseconds;

  constructor(
    protected readonly assembly: QemuAssembly,
    protected readonly seen: UnderWay,
  ) {
    this.pages = pagesSeen(seen);
    this.lastSync = timeOf(seen.lastSyncMs);
  }

  run(): void {
    this.guest();
    this.counts();
    if (this.seen.previousSyncMs === null) this.firstPass();
    else this.laterPass();
  }

  private guest(): void {
    const { context, guestFrom, runClock } = this.assembly;
    const { period, stoppedMs, throttlePercent } = this.seen;
    // The throttle is set when a period is judged.
    if (throttlePercent > 0) {
      runClock.throttledFromStart(throttlePercent, timeOf(period.startMs));
    }
    if (stoppedMs === null) return;
    context.guest.stoppedAt = timeOf(stoppedMs);
    runClock.stop(ns(Math.max(context.guest.stoppedAt, guestFrom)));
  }

  private counts(): void {
    const { backgroundSync, context, dirtySync, query, trigger, window } = this.assembly;
    const { clock, counters } = context;
    const { dirtySyncCount, period, remainingAtLastSyncBytes } = this.seen;
    counters.transferredBytes = this.seen.transferredBytes;
    counters.dirtySyncCount = dirtySyncCount;
    counters.iterationCount = dirtySyncCount;
    counters.scanRounds = dirtySyncCount - 1;
    counters.dirtyPagesPerSecond = this.seen.dirtyPagesPerSecond;
    counters.maxThrottlePercent = this.seen.throttlePercent;
    dirtySync.takeUp({
      start: timeOf(period.startMs),
      transferredBytes: period.transferredBytes,
      dirtyPages: period.dirtyPages,
      remainingAtLastSync: remainingAtLastSyncBytes,
    });
    trigger.takeUp(this.seen.highPeriods, this.seen.dirtyPagesPerSecond > 0);
    window.takeUp(clock.now, counters, this.seen.bytesPerSecond, remainingAtLastSyncBytes);
    backgroundSync?.takeUp(timeOf(this.seen.backgroundSyncMs ?? 0), this.lastSync);
    query.status = 'active';
  }

  /** At the end of setup all of RAM was pending. */
  private firstPass(): void {
    const { clock, log, ram } = this.assembly.context;
    const { content, zero } = this.pages;
    log.start();
    this.sync();
    const zeroLeft = Math.min(zero, zeroPages(ram.memory));
    const left = { zero: zeroLeft, content: content + zero - zeroLeft };
    const sent = sentInFirstPass(ram.memory, left);
    for (const range of sent.zero) sendAt(this.assembly.context, range, this.lastSync);
    const time = { from: this.lastSync, to: clock.now };
    sendInOrder(this.assembly.context, sent.content, time);
    for (const { start, end } of sent.content) ram.populated.setRange(start, end);
  }

  /** Each page was sent before; what was written between the last two syncs was to be sent again. */
  private laterPass(): void {
    const { context, guestFrom, sender } = this.assembly;
    const { clock, observer, ram } = context;
    const { dirty, memory, populated } = ram;
    observer?.pagesSent(0, memory.totalPages, guestFrom, guestFrom);
    populated.setRange(0, memory.totalPages);
    for (const region of memory.regions) region.protect();
    dirty.clearRange(0, memory.totalPages);
    ram.dirtyPages = 0;
    this.sync();
    const from = this.scanStart(dirty, ram.dirtyPages);
    const missing = this.pages.atLastSync - ram.dirtyPages;
    if (missing > 0) {
      addLeftOver(memory, dirty, from, missing);
      ram.dirtyPages += missing;
    }
    const ranges = firstFrom(dirty, from, ram.dirtyPages - this.pages.content);
    sendInOrder(context, ranges, { from: this.lastSync, to: clock.now });
    sender.scanFrom(ranges[ranges.length - 1].end);
  }

  /** The last sync. */
  private sync(): void {
    const { guest, log, observer, ram } = this.assembly.context;
    guest.advance(this.lastSync);
    observer?.synced(this.lastSync);
    ram.dirtyPages += log.sync(ram.dirty).newlyDirtyPages;
    ram.revision++;
  }

  /**
   * Where the scan was at the last sync. Each pass ends when little enough is left, and the next one begins with that: the
   * scan falls back by so many pages.
   */
  private scanStart(dirty: PageBitmap, dirtyPages: number): number {
    if (dirtyPages === 0) return 0;
    const left = Math.floor(this.assembly.window.thresholdBytes / PAGE_BYTES);
    const fallenBack = (left * (this.seen.dirtySyncCount - 2)) % dirtyPages;
    return fallenBack === 0 ? 0 : endOfFirst(dirty, 0, dirtyPages - fallenBack);
  }
}
