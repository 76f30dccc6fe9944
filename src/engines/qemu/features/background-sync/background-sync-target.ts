import type { RunClock } from '../../../../guest/run-clock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { BackgroundSyncTarget } from './background-sync.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { Nanoseconds } from '../../../../sim/time.js';

/**
 * What a background sync sees of a migration by QEMU.
 *
 * @param sync syncs at the time that it is given, when the bitmap is free; returns when that ends
 */
export function backgroundSyncTarget(
  { clock, counters, mutex }: MigrationContext,
  dirtySync: DirtySync,
  runClock: RunClock,
  sync: (now: Nanoseconds) => Nanoseconds,
): BackgroundSyncTarget {
  return {
    get dirtySyncCount() {
      return counters.dirtySyncCount;
    },
    get iterationCount() {
      return counters.iterationCount;
    },
    get periodStart() {
      return dirtySync.periodStart;
    },
    get throttlePercent() {
      return runClock.throttlePercent;
    },
    syncInBackground: (done) =>
      mutex.request((now) => {
        const end = sync(now);
        clock.schedule(end, done);
        return end;
      }),
  };
}
