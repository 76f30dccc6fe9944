import type { GuestMemory } from '../../../../memory/guest-memory.js';
import { type BitmapMerge, DirectMerge } from '../../../../migration/bitmap-merge.js';
import type { SyncRule } from '../../../../migration/rules/sync-rule.js';
import type { QemuScenario } from '../../../scenario.js';
import { dirtyLimitParameters } from '../dirty-limit/dirty-limit-assembly.js';
import { hasThrottle } from '../strategy/hooks-of-scenario.js';
import type { BackgroundSyncForm } from './settings.js';
import { mergedSync } from './background-sync-merged.js';
import { WatcherSync } from './background-sync-v1.js';
import { TimerSync } from './background-sync-v2.js';
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

/** The rule of the form that the parameters ask for; null for none. */
export function backgroundSyncRule({
  form,
  isOn,
  maxThrottle,
}: BackgroundSyncParameters): SyncRule | null {
  if (!isOn) return null;
  switch (form) {
    case 'off':
      return null;
    case 'v1':
      return new WatcherSync(maxThrottle);
    case 'v2':
      return new TimerSync();
    case 'merged':
      return mergedSync;
  }
}
