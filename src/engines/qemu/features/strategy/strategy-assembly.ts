import { VmClock } from '../../../../guest/vm-clock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { DirtyHistory } from '../../../../migration/dirty-history.js';
import type { BitmapMerge } from '../../../../migration/bitmap-merge.js';
import type { CompletionRule } from '../../../../migration/rules/completion-rule.js';
import type { SyncRule } from '../../../../migration/rules/sync-rule.js';
import type { ThrottleRule } from '../../../../migration/rules/throttle-rule.js';
import { RememberingMerge } from '../../../../migration/remembering-merge.js';
import type { RandomStreams } from '../../../../sim/random-stream.js';
import type { QemuScenario } from '../../../scenario.js';
import { HoldBack } from '../../rules/hold-back.js';
import { kept, LiveLook, type LookSources } from '../../rules/live-look.js';
import { mayPostcopy } from '../postcopy/postcopy.js';
import { strategyCompletion } from './strategy-completion.js';
import { strategyHoldBack } from './strategy-hold-back.js';
import { StrategyHooks } from './strategy-hooks.js';
import { strategySync } from './strategy-sync.js';
import { strategyThrottle } from './strategy-throttle.js';

/** The strategy of a scenario in one migration; null without. */
export function assembleStrategy(
  { strategy }: QemuScenario,
  context: MigrationContext,
  streams: RandomStreams,
): StrategyHooks | null {
  return strategy === undefined ? null : new StrategyHooks(strategy, context, streams);
}

/** What throttles the guest as a strategy says; null if it does not say. */
export function strategyThrottleRule(hooks: StrategyHooks | null): ThrottleRule | null {
  const rule = hooks?.definition.throttle;
  return hooks === null || rule === undefined ? null : strategyThrottle(rule, hooks);
}

/** When a strategy syncs in the background; null if it does not say. */
export function strategySyncRule(hooks: StrategyHooks | null): SyncRule | null {
  const rule = hooks?.definition.sync;
  return hooks === null || rule === undefined ? null : strategySync(rule, hooks);
}

/** How a strategy ends the migration; null if it does not say. */
export function strategyCompletionRule(
  hooks: StrategyHooks | null,
  scenario: QemuScenario,
): CompletionRule | null {
  const rule = hooks?.definition.completion;
  if (hooks === null || rule === undefined) return null;
  return strategyCompletion(rule, hooks, mayPostcopy(scenario));
}

/** What leaves pages for later as a strategy says, and remembers what syncs have found. */
export interface AssembledHoldBack {
  readonly holdBack: HoldBack;
  /** Does as another merge does, and remembers. */
  merge(merge: BitmapMerge): BitmapMerge;
}

/**
 * Null if a strategy has no such rule.
 *
 * @param sources asked for at the first look
 */
export function assembleStrategyHoldBack(
  hooks: StrategyHooks | null,
  context: MigrationContext,
  sources: () => LookSources,
): AssembledHoldBack | null {
  const rule = hooks?.definition.holdBack;
  if (hooks === null || rule === undefined) return null;
  const history = new DirtyHistory();
  const look = new LiveLook(sources);
  return {
    holdBack: new HoldBack(
      strategyHoldBack(rule, hooks, context.ram.memory.totalPages),
      context,
      new VmClock(context.clock, context.guest),
      history,
      () => kept(look),
      (pages) => hooks.spend(Math.ceil(pages / PAGES_PER_STEP)),
    ),
    merge: (merge) =>
      new RememberingMerge(merge, history, context.counters, context.trace !== null),
  };
}

/** Pages whose bits are counted in a step of a strategy's work. */
const PAGES_PER_STEP = 1024;
