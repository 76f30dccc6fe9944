import { VmClock } from '../../../../guest/vm-clock.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { RandomStreams } from '../../../../sim/random-stream.js';
import type { QemuScenario } from '../../../scenario.js';
import { throttleTo } from '../auto-converge/cpu-throttle.js';
import type { BackgroundSync } from '../background-sync/background-sync.js';
import { backgroundSyncTarget } from '../background-sync/background-sync-assembly.js';
import { StrategyHooks } from './strategy-hooks.js';
import { type LookSources, strategyLook } from './strategy-look.js';
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
      ...strategyLook(sources()),
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
    (before) => ({ ...strategyLook(sources), sincePeriodMs: dirtySync.sincePeriodMs, before }),
    context.costs.timedWaitLate,
  );
}
