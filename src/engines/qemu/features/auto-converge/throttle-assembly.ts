import type { RunClock } from '../../../../guest/run-clock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import {
  type Throttle,
  type TriggerRules,
  ThrottleTrigger,
} from '../../../../migration/throttle-trigger.js';
import type { QemuScenario } from '../../../scenario.js';
import { CpuThrottle, type ThrottleParameters } from './cpu-throttle.js';
import { ResponsiveThrottle } from './responsive-throttle.js';

/** When a guest is throttled, and how auto-converge does it. */
export interface TriggerParameters {
  /** throttle-trigger-threshold, percent. */
  readonly threshold: number;
  /** Null without auto-converge. */
  readonly autoConverge: ThrottleParameters | null;
  /** The criterion of the responsive throttle is enough too. */
  readonly isResponsive: boolean;
}

export function triggerParameters({ settings }: QemuScenario): TriggerParameters {
  return {
    threshold: settings.throttleTriggerThreshold,
    autoConverge: settings.autoConverge
      ? {
          initial: settings.throttleInitial,
          increment: settings.autoConvergeStep,
          maximum: settings.maxThrottle,
          tailslow: settings.throttleTailslow,
        }
      : null,
    isResponsive: settings.autoConverge && settings.responsiveThrottle,
  };
}

/** What throttles a guest that dirties too much; null if nothing does. */
export function assembleTrigger(
  { autoConverge, isResponsive, threshold }: TriggerParameters,
  runClock: RunClock,
  context: MigrationContext,
  dirtyLimit: Throttle | null,
  rules: TriggerRules,
): ThrottleTrigger | null {
  const throttle = autoConverge && new CpuThrottle(autoConverge, runClock, context);
  const criterion = isResponsive ? new ResponsiveThrottle(threshold) : null;
  const used = throttle ?? dirtyLimit;
  return used && new ThrottleTrigger(threshold, used, criterion, context, rules);
}
