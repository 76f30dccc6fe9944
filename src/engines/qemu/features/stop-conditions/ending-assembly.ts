import type { MigrationContext } from '../../../../migration/context.js';
import type { CompletionRule } from '../../../../migration/rules/completion-rule.js';
import { EndingRule, type EndingNames, type EndingTarget } from '../../rules/ending-rule.js';
import type { LookSources } from '../../rules/live-look.js';
import { Operator } from '../policy/operator.js';
import { strategyEndingNames } from '../strategy/strategy-completion.js';
import { ConvergenceTimeout } from './convergence-timeout.js';
import { forcingConditions } from './forced-switchover.js';
import type { StopParameters } from './stop-assembly.js';

/** Whoever decides about the end of a migration, each by a rule. */
export interface Endings {
  readonly timeout: EndingRule | null;
  /** An operator's manager. */
  readonly operator: EndingRule | null;
  readonly strategy: EndingRule | null;
  /** All of them, in the order in which they are asked. */
  readonly all: readonly EndingRule[];
}

/**
 * @param strategy the rule of a strategy; null without
 * @param sources asked for at the first look
 * @param target asked for at the first step
 */
export function assembleEndings(
  { conditions, plan }: StopParameters,
  strategy: CompletionRule | null,
  context: MigrationContext,
  sources: () => LookSources,
  target: () => EndingTarget,
): Endings {
  const ending = (rule: CompletionRule, names: EndingNames): EndingRule =>
    new EndingRule(rule, names, context, sources, target);
  const forcing = forcingConditions(conditions).map(({ name, rule }) =>
    ending(rule, { switchover: name }),
  );
  const seconds = conditions.convergenceTimeout;
  const limit = 'convergence-timeout';
  const manager = plan && new Operator(plan);
  const named = {
    timeout: seconds === null ? null : ending(new ConvergenceTimeout(seconds), { limit }),
    operator: manager && ending(manager, manager.names),
    strategy: strategy && ending(strategy, strategyEndingNames),
  };
  const others = Object.values(named).filter((each) => each !== null);
  return { ...named, all: [...forcing, ...others] };
}
