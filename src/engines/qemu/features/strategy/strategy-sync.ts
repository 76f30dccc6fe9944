import type { SyncLook, SyncRule } from '../../../../migration/rules/sync-rule.js';
import type { StrategyDefinition } from '../../../../strategies/strategy-definition.js';
import { kept } from '../../rules/live-look.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

const HOOK = 'sync.wanted';

/** The rule of a strategy, with its answers judged. */
export function strategySync(
  rule: NonNullable<StrategyDefinition['sync']>,
  hooks: StrategyHooks,
): SyncRule {
  const { by, everyMs, firstMs, from } = rule;
  return {
    everyMs: hooks.interval('sync.everyMs', everyMs, 1),
    firstMs: firstMs === undefined ? undefined : hooks.interval('sync.firstMs', firstMs, 0),
    from,
    by,
    wanted(live) {
      const look = lookOf(live);
      const answer = hooks.call(HOOK, () => rule.wanted(look, hooks.run));
      if (answer === true || answer === false || answer === 'stop') return answer;
      throw hooks.refused(HOOK, `returns ${shown(answer)}`, "true, false or 'stop'");
    },
    ...(rule.isOver !== undefined && {
      isOver(live) {
        const look = lookOf(live);
        const answer = hooks.call('sync.isOver', () => rule.isOver?.(look, hooks.run));
        if (typeof answer === 'boolean') return answer;
        throw hooks.refused('sync.isOver', `returns ${shown(answer)}`, 'true or false');
      },
    }),
  };
}

function lookOf(live: SyncLook): SyncLook {
  const { before, iterationCount, sincePeriodMs } = live;
  return { ...kept(live), iterationCount, sincePeriodMs, before: { ...before } };
}
