import type { ThrottleLook, ThrottleRule } from '../../../../migration/rules/throttle-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import { kept } from '../../rules/live-look.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

const HOOK = 'throttle.percent';
const allowed = '0 to 99 %, an array with a percent for each vCPU, or null';

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
      const look = lookOf(live);
      const answer = hooks.call(HOOK, () => read(rule.percent(look, hooks.run), live.vcpus));
      if (answer === null || answer === undefined) return null;
      if (answer instanceof PercentOfEach) return answer.percents.map(judged);
      return judged(answer);
    },
  };

  function judged(percent: unknown): number {
    const isPercent = typeof percent === 'number' && percent >= 0 && percent < 100;
    if (isPercent) return Math.trunc(percent);
    throw hooks.refused(HOOK, `returns ${shown(percent)}`, allowed);
  }
}

function lookOf(live: ThrottleLook): ThrottleLook {
  const { cause, periodDirtyBytes, periodMs, periodSentBytes, vcpuThrottlePercents } = live;
  const period = { cause, periodMs, periodDirtyBytes, periodSentBytes };
  return { ...kept(live), ...period, vcpuThrottlePercents };
}

/** A percent for each vCPU. */
class PercentOfEach {
  constructor(readonly percents: readonly unknown[]) {}
}

/** An answer as somebody else's program made it, read once. */
function read(answer: unknown, vcpus: number): unknown {
  if (!Array.isArray(answer) || answer.length !== vcpus) return answer;
  return new PercentOfEach(Array.from(answer as readonly unknown[]));
}
