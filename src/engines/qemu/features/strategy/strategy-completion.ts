import {
  type CompletionAnswer,
  type CompletionRule,
  MAX_DOWNTIME_LIMIT_MS,
} from '../../../../migration/rules/completion-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

const HOOK = 'completion.decide';
const words: readonly unknown[] = ['switchover', 'pause-guest', 'postcopy', 'give-up', null];
const allowed =
  `{ downtimeLimitMs: 0 to ${MAX_DOWNTIME_LIMIT_MS} }, 'switchover', 'pause-guest', 'postcopy', ` +
  "'give-up', or null";

/**
 * The rule of a strategy, with its answers judged.
 *
 * @param mayPostcopy whether the migration has the capability
 */
export function strategyCompletion(
  rule: NonNullable<StrategyDefinition['completion']>,
  hooks: StrategyHooks,
  mayPostcopy: boolean,
): CompletionRule {
  const { everyMs } = rule;
  return {
    everyMs: everyMs === undefined ? undefined : hooks.interval('completion.everyMs', everyMs, 1),
    decide(look) {
      const answer = hooks.call(HOOK, () => read(rule.decide(look, hooks.run))) ?? null;
      if (answer === 'postcopy' && !mayPostcopy) {
        throw hooks.refused(HOOK, "returns 'postcopy', which needs --post-copy");
      }
      if (words.includes(answer)) return answer as CompletionAnswer;
      if (!(answer instanceof Limit))
        throw hooks.refused(HOOK, `returns ${shown(answer)}`, allowed);
      const { ms } = answer;
      if (typeof ms === 'number' && ms >= 0 && ms <= MAX_DOWNTIME_LIMIT_MS) {
        return { downtimeLimitMs: Math.trunc(ms) };
      }
      throw hooks.refused(HOOK, `returns { downtimeLimitMs: ${shown(ms)} }`, allowed);
    },
  };
}

class Limit {
  constructor(readonly ms: unknown) {}
}

/** An answer as somebody else's program made it, read once. */
function read(answer: unknown): unknown {
  if (typeof answer !== 'object' || answer === null) return answer;
  return 'downtimeLimitMs' in answer ? new Limit(answer.downtimeLimitMs) : answer;
}
