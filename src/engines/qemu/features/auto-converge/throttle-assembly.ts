import type { MigrationContext } from '../../../../migration/context.js';
import type { ThrottleRule } from '../../../../migration/rules/throttle-rule.js';
import { type TriggerRules, ThrottleTrigger } from '../../../../migration/throttle-trigger.js';
import type { QemuScenario } from '../../../scenario.js';
import { AutoConverge } from './auto-converge.js';
import { ResponsiveThrottle } from './responsive-throttle.js';

/** When a guest that dirties too much is slowed down: by auto-converge, or by the dirty limit. */
export function assembleTrigger(
  { settings }: QemuScenario,
  context: Pick<MigrationContext, 'clock' | 'trace'>,
  rules: TriggerRules,
): ThrottleTrigger {
  const { autoConverge, responsiveThrottle, throttleTriggerThreshold: threshold } = settings;
  const criterion = autoConverge && responsiveThrottle ? new ResponsiveThrottle(threshold) : null;
  return new ThrottleTrigger(threshold, criterion, context, rules);
}

/** Auto-converge's rule; null if it is off. */
export function autoConvergeRule(
  { settings }: QemuScenario,
  trigger: ThrottleTrigger,
): ThrottleRule | null {
  if (!settings.autoConverge) return null;
  const parameters = {
    initial: settings.throttleInitial,
    increment: settings.autoConvergeStep,
    maximum: settings.maxThrottle,
    tailslow: settings.throttleTailslow,
  };
  return new AutoConverge(parameters, trigger);
}
