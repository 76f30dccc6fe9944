import type { ThrottleRule } from '../../../../migration/rules/throttle-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import { kept } from '../../rules/live-look.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

const HOOK = 'throttle.percent';

/** The rule of a strategy, with its answers judged. */
export function strategyThrottle(
  rule: NonNullable<StrategyDefinition['throttle']>,
  hooks: StrategyHooks,
): ThrottleRule {
  return {
    get everyMs() {
      const { everyMs } = rule;
      return everyMs === undefined ? undefined : hooks.interval('throttle.everyMs', everyMs, 1);
    },
    percent(live) {
      const { cause, periodDirtyBytes, periodMs, periodSentBytes } = live;
      const look = { ...kept(live), cause, periodMs, periodDirtyBytes, periodSentBytes };
      const answer = hooks.call(HOOK, () => rule.percent(look, hooks.run));
      if (answer === null || answer === undefined) return null;
      const isPercent = typeof answer === 'number' && answer >= 0 && answer < 100;
      if (isPercent) return Math.trunc(answer);
      throw hooks.refused(HOOK, `returns ${shown(answer)}`, '0 to 99 %, or null');
    },
  };
}
