import {
  type CompletionLook,
  type CompletionRule,
  type CompletionStep,
  MAX_DOWNTIME_LIMIT_MS,
} from '../../../../migration/rules/completion-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import type { EndingNames } from '../../rules/ending-rule.js';
import { kept } from '../../rules/live-look.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

const HOOK = 'completion.decide';
/** More steps than anybody can mean. */
const MOST_STEPS = 100;
const words: readonly unknown[] = [
  'switchover',
  'pause-guest',
  'postcopy',
  'give-up',
  'no-more-looks',
];
const allowed =
  `{ downtimeLimitMs: 0 to ${MAX_DOWNTIME_LIMIT_MS} }, 'switchover', 'pause-guest', 'postcopy', ` +
  "'give-up', 'no-more-looks', an array of these, or null";

/** What the steps of a strategy are called. */
export const strategyEndingNames: EndingNames = {
  switchover: 'strategy-switchover',
  limit: 'strategy-downtime-limit',
  pause: 'strategy-pause',
  postcopy: 'strategy-postcopy',
  giveUp: () => 'strategy-give-up',
};

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
  const { eachTurn, everyMs, untilEnd } = rule;
  const judged = (step: unknown): CompletionStep => {
    if (step === 'postcopy' && !mayPostcopy) {
      throw hooks.refused(HOOK, "returns 'postcopy', which needs --post-copy");
    }
    if (words.includes(step)) return step as CompletionStep;
    if (!(step instanceof Limit)) throw hooks.refused(HOOK, `returns ${shown(step)}`, allowed);
    const { ms } = step;
    if (typeof ms === 'number' && ms >= 0 && ms <= MAX_DOWNTIME_LIMIT_MS) {
      return { downtimeLimitMs: Math.trunc(ms) };
    }
    throw hooks.refused(HOOK, `returns { downtimeLimitMs: ${shown(ms)} }`, allowed);
  };
  return {
    everyMs: everyMs === undefined ? undefined : hooks.interval('completion.everyMs', everyMs, 1),
    eachTurn,
    untilEnd,
    decide(live) {
      const look = lookOf(live);
      const answer = hooks.call(HOOK, () => read(rule.decide(look, hooks.run))) ?? null;
      if (answer === null) return null;
      if (!(answer instanceof Steps)) return judged(answer);
      if (answer.count <= MOST_STEPS) return answer.each.map(judged);
      throw hooks.refused(HOOK, `returns ${answer.count} steps`, `at most ${MOST_STEPS}`);
    },
  };
}

function lookOf(live: CompletionLook): CompletionLook {
  const { cause, fullPasses, isPaused } = live;
  return { ...kept(live), cause, fullPasses, isPaused };
}

class Limit {
  constructor(readonly ms: unknown) {}
}

/** The first of several steps, and how many they are. */
class Steps {
  readonly count: number;
  readonly each: readonly unknown[];

  constructor(steps: readonly unknown[]) {
    this.count = steps.length;
    this.each = Array.from(steps.slice(0, MOST_STEPS), readStep);
  }
}

/** An answer as somebody else's program made it, read once. */
function read(answer: unknown): unknown {
  return Array.isArray(answer) ? new Steps(answer) : readStep(answer);
}

function readStep(step: unknown): unknown {
  if (typeof step !== 'object' || step === null) return step;
  return 'downtimeLimitMs' in step ? new Limit(step.downtimeLimitMs) : step;
}
