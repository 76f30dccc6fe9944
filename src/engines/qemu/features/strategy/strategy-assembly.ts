import { VmClock } from '../../../../guest/vm-clock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import { DirtyHistory } from '../../../../migration/dirty-history.js';
import type { BitmapMerge } from '../../../../migration/bitmap-merge.js';
import { RememberingMerge } from '../../../../migration/remembering-merge.js';
import type { RandomStreams } from '../../../../sim/random-stream.js';
import type { QemuScenario } from '../../../scenario.js';
import { throttleTo } from '../auto-converge/cpu-throttle.js';
import { EndingRule } from '../../rules/ending-rule.js';
import { HoldBack } from '../../rules/hold-back.js';
import { type LookSources, migrationLook } from '../../rules/look.js';
import type { OperatorTarget } from '../policy/operator.js';
import { mayPostcopy } from '../postcopy/postcopy.js';
import type { BackgroundSync } from '../background-sync/background-sync.js';
import { backgroundSyncTarget } from '../background-sync/background-sync-assembly.js';
import { strategyCompletion } from './strategy-completion.js';
import { strategyHoldBack } from './strategy-hold-back.js';
import { StrategyHooks } from './strategy-hooks.js';
import { StrategySync } from './strategy-sync.js';
import { StrategyThrottle } from './strategy-throttle.js';

/** The strategy of a scenario in one migration; null without. */
export function assembleStrategy(
  { strategy }: QemuScenario,
  context: MigrationContext,
  streams: RandomStreams,
): StrategyHooks | null {
  return strategy === undefined ? null : new StrategyHooks(strategy, context, streams);
}

/**
 * What throttles the guest as a strategy says; null if it does not say.
 *
 * @param sources asked for when the first period is judged
 */
export function assembleStrategyThrottle(
  hooks: StrategyHooks | null,
  context: MigrationContext,
  sources: () => LookSources,
): StrategyThrottle | null {
  const rule = hooks?.definition.throttle;
  if (hooks === null || rule === undefined) return null;
  return new StrategyThrottle(rule, hooks, new VmClock(context.clock, context.guest), {
    look: (cause, { dirtyBytes, elapsedMs, transferredBytes }) => ({
      ...migrationLook(sources()),
      cause,
      periodMs: elapsedMs,
      periodDirtyBytes: dirtyBytes,
      periodSentBytes: transferredBytes,
    }),
    openPeriod: () => sources().dirtySync.period(),
    throttleTo: (percent, now) => throttleTo(percent, now, sources().runClock, context),
  });
}

/** The background sync of a strategy; null if it has none. */
export function assembleStrategySync(
  hooks: StrategyHooks | null,
  context: MigrationContext,
  sources: LookSources,
  afterSync: () => void,
): BackgroundSync | null {
  const rule = hooks?.definition.sync;
  if (hooks === null || rule === undefined) return null;
  const { dirtySync, runClock } = sources;
  const target = backgroundSyncTarget(context, dirtySync, runClock, 'main-loop', afterSync);
  return new StrategySync(
    rule,
    hooks,
    new VmClock(context.clock, context.guest),
    target,
    (before) => ({ ...migrationLook(sources), sincePeriodMs: dirtySync.sincePeriodMs, before }),
    context.costs.timedWaitLate,
  );
}

/**
 * What ends the migration as a strategy says; null if it does not say.
 *
 * @param sources asked for at the first look
 * @param target asked for at the first answer
 */
export function assembleStrategyEnding(
  hooks: StrategyHooks | null,
  scenario: QemuScenario,
  context: MigrationContext,
  sources: () => LookSources,
  target: () => OperatorTarget,
): EndingRule | null {
  const rule = hooks?.definition.completion;
  if (hooks === null || rule === undefined) return null;
  const judged = strategyCompletion(rule, hooks, mayPostcopy(scenario));
  return new EndingRule(judged, context, () => migrationLook(sources()), target);
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
  return {
    holdBack: new HoldBack(
      strategyHoldBack(rule, hooks, context.ram.memory.totalPages),
      context,
      new VmClock(context.clock, context.guest),
      history,
      () => migrationLook(sources()),
      (pages) => hooks.spend(Math.ceil(pages / PAGES_PER_STEP)),
    ),
    merge: (merge) => new RememberingMerge(merge, history, context.counters),
  };
}

/** Pages whose bits are counted in a step of a strategy's work. */
const PAGES_PER_STEP = 1024;
