import type { RunClock } from '../../../../guest/run-clock.js';
import { VmClock } from '../../../../guest/vm-clock.js';
import type { GuestMemory } from '../../../../memory/guest-memory.js';
import { type BitmapMerge, DirectMerge } from '../../../../migration/bitmap-merge.js';
import type { LockHolder } from '../../../../migration/big-lock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { DirtySync } from '../../../../migration/dirty-sync.js';
import type { QemuScenario } from '../../../scenario.js';
import { dirtyLimitParameters } from '../dirty-limit/dirty-limit-assembly.js';
import { hasThrottle } from '../strategy/hooks-of-scenario.js';
import type { BackgroundSync, BackgroundSyncTarget } from './background-sync.js';
import { PeriodicBackgroundSync } from './background-sync-merged.js';
import { type BackgroundSyncForm } from './settings.js';
import { WatcherBackgroundSync } from './background-sync-v1.js';
import { TimerBackgroundSync } from './background-sync-v2.js';
import type { IterationBitmaps } from './iteration-bitmaps.js';

export interface BackgroundSyncParameters {
  /** The form that is built in. */
  readonly form: BackgroundSyncForm;
  /** It is started: v1's watcher not with the dirty limit, the timers only with a throttle. */
  readonly isOn: boolean;
  /** max-cpu-throttle, percent. */
  readonly maxThrottle: number;
}

export function backgroundSyncParameters(scenario: QemuScenario): BackgroundSyncParameters {
  const { autoConverge, backgroundSync: form, maxThrottle } = scenario.settings;
  const isThrottled = autoConverge || hasThrottle(scenario.strategy);
  const isOn = form === 'v1' ? dirtyLimitParameters(scenario) === null : isThrottled;
  return { form, isOn, maxThrottle };
}

/** How found pages get into the bitmap of pages to send. */
export function assembleMerge(
  { form }: BackgroundSyncParameters,
  memory: GuestMemory,
  parts: { readonly IterationBitmaps: typeof IterationBitmaps },
): BitmapMerge {
  return form === 'v1' ? new parts.IterationBitmaps(memory) : new DirectMerge();
}

/**
 * The form of background sync that the parameters ask for; null for none. The thread of v1 sleeps on
 * the host's time, the timers of the others run on the guest's.
 *
 * @param afterSync told at the end of each sync
 */
export function assembleBackgroundSync(
  { form, isOn, maxThrottle }: BackgroundSyncParameters,
  context: MigrationContext,
  dirtySync: DirtySync,
  runClock: RunClock,
  afterSync: () => void,
): BackgroundSync | null {
  if (!isOn) return null;
  const { clock, guest } = context;
  const late = context.costs.timedWaitLate;
  const holder = form === 'v1' ? 'thread' : 'main-loop';
  const target = backgroundSyncTarget(context, dirtySync, runClock, holder, afterSync);
  switch (form) {
    case 'off':
      return null;
    case 'v1':
      return new WatcherBackgroundSync(clock, maxThrottle, target, late);
    case 'v2':
      return new TimerBackgroundSync(new VmClock(clock, guest), target, late);
    case 'merged':
      return new PeriodicBackgroundSync(new VmClock(clock, guest), target, late);
  }
}

/** @param holder who takes QEMU's big lock for a sync */
export function backgroundSyncTarget(
  { bigLock, counters, mutex }: MigrationContext,
  dirtySync: DirtySync,
  runClock: RunClock,
  holder: LockHolder,
  afterSync: () => void,
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
    syncInBackground(done) {
      if (mutex.isClosed) return;
      bigLock.request(holder, () =>
        dirtySync.fetchAndMerge((end) => {
          bigLock.release();
          afterSync();
          done(end);
        }),
      );
    },
  };
}
