import { givenStrategySettings } from '../engines/qemu/features/strategy/settings.js';
import type { LooseSettings } from '../engines/setting.js';
import type { Suite } from '../settings/suite.js';
import { hooksOf, type StrategyHook } from '../strategies/checked-strategy.js';
import { loadStrategy } from '../strategies/load-strategy.js';
import type { ValidateOptions } from './options.js';

/** A strategy that stands in for the rules under which published or recorded migrations were made. */
export interface StandIn {
  readonly name: string;
  readonly hash: string;
  /** The settings that ask for it. */
  readonly settings: LooseSettings;
  readonly hooks: readonly StrategyHook[];
}

/** The strategy of a command line, with its settings; null without. */
export function standInOf(options: ValidateOptions): StandIn | null {
  const { strategy } = options;
  if (strategy === null) return null;
  const { definition, hash } = loadStrategy(strategy);
  const settings = { strategy, ...givenStrategySettings(options) };
  return { name: definition.name, hash, settings, hooks: hooksOf(definition) };
}

/** What says of a mode which rules of QEMU it has, by the hook that takes their place. */
const replaced: Readonly<Partial<Record<StrategyHook, readonly string[]>>> = {
  throttle: ['autoConverge', 'responsiveThrottle', 'dirtyLimit', 'mode'],
  sync: ['backgroundSync', 'mode'],
};

/** A mode with a strategy in the place of its rules; of others it keeps its own. */
export function modeUnder(
  { hooks, settings }: StandIn,
  { name, ...mode }: Suite['modes'][number],
): Suite['modes'][number] {
  const gone = new Set(hooks.flatMap((hook) => replaced[hook] ?? []));
  const kept = Object.entries(mode).filter(([key]) => !gone.has(key));
  return { name, ...Object.fromEntries(kept), ...settings };
}
