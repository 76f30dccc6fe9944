import { strategySettingKey } from '../engines/qemu/features/strategy/settings.js';
import type { ScenarioStrategy } from '../engines/scenario.js';
import { type Setting, type SettingTable } from '../engines/setting.js';
import { hooksOf } from '../strategies/checked-strategy.js';
import { type LoadedStrategy, loadStrategy } from '../strategies/load-strategy.js';
import type { GivenSettings, SettingLayer } from './given-settings.js';

/**
 * The strategy that the last of some places names; null if none does.
 *
 * @throws InputError if there is none of the name, or it is no strategy
 */
export function strategyOf(layers: readonly SettingLayer[]): LoadedStrategy | null {
  const layer = layers.findLast(({ values }) => typeof values['strategy'] === 'string');
  if (layer === undefined) return null;
  return loadStrategy(String(layer.values['strategy']), layer.name('strategy'));
}

/** The settings that a strategy declares, as rows of the table; none without a strategy. */
export function strategyRows(
  strategy: LoadedStrategy | null,
): Readonly<Record<string, Setting<number>>> {
  const declared = Object.entries(strategy?.definition.settings ?? {});
  return Object.fromEntries(
    declared.map(([key, { default: standard, help, max, min, whole = false }]) => [
      strategySettingKey(key),
      { form: { kind: whole ? 'integer' : 'number', min, max, unit: null }, help, standard },
    ]),
  ) satisfies SettingTable;
}

/**
 * Gives what follows from a strategy: where it has a rule of its own, what was said for all modes of QEMU's does not
 * hold.
 */
export function applyStrategy(
  given: GivenSettings,
  loaded: LoadedStrategy | null,
): ScenarioStrategy | null {
  if (loaded === null) return null;
  const { definition, file, hash, source } = loaded;
  const hooks = hooksOf(definition);
  const isFree = (key: string): boolean => given.value(key) === undefined || given.isForAll(key);
  if (hooks.includes('throttle') && isFree('autoConverge')) {
    given.imply('autoConverge', false, 'strategy');
  }
  if (hooks.includes('sync') && isFree('backgroundSync')) {
    given.imply('backgroundSync', 'off', 'strategy');
  }
  const settings = Object.entries(definition.settings ?? {}).map(
    ([key, { default: standard }]) =>
      [key, (given.value(strategySettingKey(key)) as number | undefined) ?? standard] as const,
  );
  return {
    name: definition.name,
    file,
    hash,
    source,
    hooks,
    settings: Object.fromEntries(settings),
  };
}
