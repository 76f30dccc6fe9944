import type { RunClock } from '../../../../guest/run-clock.js';
import { VmClock } from '../../../../guest/vm-clock.js';
import { AutoConverge } from './auto-converge.js';
import type { BackgroundSync, BackgroundSyncTarget } from '../background-sync/background-sync.js';
import { PeriodicBackgroundSync } from '../background-sync/background-sync-merged.js';
import { WatcherBackgroundSync } from '../background-sync/background-sync-v1.js';
import { TimerBackgroundSync } from '../background-sync/background-sync-v2.js';
import { CpuThrottle } from './cpu-throttle.js';
import { ResponsiveThrottle } from './responsive-throttle.js';
import type { DirtyLimit } from '../dirty-limit/dirty-limit.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { ConvergenceStrategy } from '../../../../migration/dirty-sync.js';
import type { MigrationParameters } from '../../../scenario.js';

/**
 * What judges the periods of a migration; null if nothing does. The dirty limit takes the decision that
 * auto-converge takes, where that is off.
 */
export function convergenceStrategy(
  migration: MigrationParameters,
  runClock: RunClock,
  context: MigrationContext,
  dirtyLimit: DirtyLimit | null,
): ConvergenceStrategy | null {
  const threshold = migration.throttleTriggerThreshold;
  if (!migration.autoConverge) {
    return dirtyLimit && new AutoConverge(threshold, dirtyLimit, null, context);
  }
  const throttle = new CpuThrottle(
    {
      initial: migration.throttleInitial,
      increment: migration.throttleIncrement,
      maximum: migration.maxThrottle,
      tailslow: migration.throttleTailslow,
    },
    runClock,
    context,
  );
  const responsive = migration.responsiveThrottle ? new ResponsiveThrottle(threshold) : null;
  return new AutoConverge(threshold, throttle, responsive, context);
}

/**
 * The form of background sync that the parameters ask for; null for none. The thread of v1 sleeps on
 * the host's time, the timers of the others run on the guest's.
 */
export function backgroundSync(
  migration: MigrationParameters,
  { clock, guest }: MigrationContext,
  target: BackgroundSyncTarget,
  dirtyLimit: DirtyLimit | null,
): BackgroundSync | null {
  const vmClock = new VmClock(clock, guest);
  switch (migration.backgroundSync) {
    case 'off':
      return null;
    case 'v1':
      // The series leaves the watcher off with the dirty limit.
      return dirtyLimit === null
        ? new WatcherBackgroundSync(clock, migration.maxThrottle, target)
        : null;
    case 'v2':
      return migration.autoConverge ? new TimerBackgroundSync(vmClock, target) : null;
    case 'merged':
      return migration.autoConverge ? new PeriodicBackgroundSync(vmClock, target) : null;
  }
}
