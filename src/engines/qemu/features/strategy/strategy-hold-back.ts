import type { PageRange } from '../../../../memory/page-range.js';
import type { HoldBackRule } from '../../../../migration/rules/hold-back-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import { readRuns, wrongRuns } from './page-runs-answer.js';
import type { StrategyHooks } from './strategy-hooks.js';

/** The rule of a strategy, with its answers judged. */
export function strategyHoldBack(
  rule: NonNullable<StrategyDefinition['holdBack']>,
  hooks: StrategyHooks,
  totalPages: number,
): HoldBackRule {
  const runs = (hook: string, ask: () => unknown): readonly PageRange[] | null => {
    const read = hooks.call(hook, () => readRuns(ask())) ?? null;
    const wrong = wrongRuns(read, totalPages);
    if (wrong !== null) throw hooks.refused(hook, wrong.problem, wrong.allowed);
    return read as readonly PageRange[] | null;
  };
  const { everyMs } = rule;
  return {
    everyMs: everyMs === undefined ? undefined : hooks.interval('holdBack.everyMs', everyMs, 1),
    pages: (look) => runs('holdBack.pages', () => rule.pages(look, hooks.run)),
    ...(rule.giveBack !== undefined && {
      giveBack: (look) => runs('holdBack.giveBack', () => rule.giveBack?.(look, hooks.run)),
    }),
  };
}
