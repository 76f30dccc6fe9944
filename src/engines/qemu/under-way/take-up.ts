import type { MigrationContext } from '../../../migration/context.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../../../sim/time.js';
import type { QemuAssembly } from '../qemu-assembly.js';
import { pagesSeen, zeroPages } from './pages-seen.js';
import { addClean, endOfFirst, sendAt, sendInOrder, sentInFirstPass } from './pass-so-far.js';
import type { UnderWay } from './seen.js';

/**
 * Puts the parts of a migration into the state of one that was seen, so that the precopy loop can go on. The clock shows
 * that time already. Of the past, only what the dirty log has to hold is worked out: what the guest has written since the
 * last sync but one, at the throttle of now.
 */
export function takeUp(assembly: QemuAssembly, seen: UnderWay): void {
  const { context, runClock } = assembly;
  const { guest } = context;
  const previousSync = timeOf(seen.previousSyncMs ?? 0);
  const lastSync = timeOf(seen.lastSyncMs);
  if (seen.throttlePercent > 0) runClock.setThrottle(seen.throttlePercent, previousSync);
  if (seen.stoppedMs !== null) {
    guest.stoppedAt = timeOf(seen.stoppedMs);
    guest.clock.stop(guest.stoppedAt);
  }
  guest.advance(previousSync);
  if (seen.previousSyncMs === null) takeUpFirstPass(context, seen, lastSync);
  else takeUpLaterPass(context, seen, previousSync, lastSync);
  takeUpCounts(assembly, seen, lastSync);
}

/** At the end of setup all of RAM was pending. */
function takeUpFirstPass(context: MigrationContext, seen: UnderWay, setup: Nanoseconds): void {
  const { clock, log, ram } = context;
  log.start();
  syncAt(context, setup);
  const { content, zero } = pagesSeen(seen);
  const zeroLeft = Math.min(zero, zeroPages(ram.memory));
  const left = { zero: zeroLeft, content: content + zero - zeroLeft };
  const sent = sentInFirstPass(ram.memory, left);
  for (const range of sent.zero) sendAt(context, range, setup);
  sendInOrder(context, sent.content, { from: setup, to: clock.now });
  for (const { start, end } of sent.content) ram.populated.setRange(start, end);
}

/** Each page was sent before; what was written between the last two syncs was to be sent again. */
function takeUpLaterPass(
  context: MigrationContext,
  seen: UnderWay,
  previousSync: Nanoseconds,
  lastSync: Nanoseconds,
): void {
  const { clock, observer, ram } = context;
  const { memory, dirty, populated } = ram;
  const { totalPages } = memory;
  observer?.pagesSent(0, totalPages, previousSync, previousSync);
  populated.setRange(0, totalPages);
  for (const region of memory.regions) region.protect();
  dirty.clearRange(0, totalPages);
  ram.dirtyPages = 0;
  syncAt(context, lastSync);
  const { atLastSync, content } = pagesSeen(seen);
  const missing = atLastSync - ram.dirtyPages;
  if (missing > 0) {
    addClean(memory, dirty, missing);
    ram.dirtyPages += missing;
  }
  const end = endOfFirst(dirty, ram.dirtyPages - content);
  sendInOrder(context, [{ start: 0, end }], { from: lastSync, to: clock.now });
}

function syncAt({ guest, log, observer, ram }: MigrationContext, time: Nanoseconds): void {
  guest.advance(time);
  observer?.synced(time);
  ram.dirtyPages += log.sync(ram.dirty).newlyDirtyPages;
  ram.revision++;
}

function takeUpCounts(assembly: QemuAssembly, seen: UnderWay, lastSync: Nanoseconds): void {
  const { backgroundSync, context, dirtySync, query, trigger, window } = assembly;
  const { clock, counters } = context;
  const { dirtySyncCount, period } = seen;
  counters.transferredBytes = seen.transferredBytes;
  counters.dirtySyncCount = dirtySyncCount;
  counters.iterationCount = dirtySyncCount;
  counters.scanRounds = dirtySyncCount - 1;
  counters.dirtyPagesPerSecond = seen.dirtyPagesPerSecond;
  counters.maxThrottlePercent = seen.throttlePercent;
  dirtySync.takeUp({
    start: timeOf(period.startMs),
    transferredBytes: period.transferredBytes,
    dirtyPages: period.dirtyPages,
    remainingAtLastSync: seen.remainingAtLastSyncBytes,
  });
  trigger?.takeUp(seen.highPeriods, seen.dirtyPagesPerSecond > 0);
  window.takeUp(clock.now, counters, seen.bytesPerSecond, seen.remainingAtLastSyncBytes);
  backgroundSync?.takeUp?.(timeOf(seen.backgroundSyncMs ?? 0), lastSync);
  query.status = 'active';
}

function timeOf(ms: number): Nanoseconds {
  return ns(Math.round(ms * NS_PER_MS));
}
