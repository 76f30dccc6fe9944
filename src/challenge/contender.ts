import { convergenceModeNames } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import type { LooseSettings } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { pointRecord, settingsText } from '../search/settings-text.js';
import { hooksOf } from '../strategies/checked-strategy.js';
import { isStrategyFile, loadStrategy, shippedStrategies } from '../strategies/load-strategy.js';

/** A strategy: what it is called, and the settings that ask for it. */
export interface Contender {
  readonly name: string;
  /** The hash of its file; null of a mode. */
  readonly hash: string | null;
  readonly settings: LooseSettings;
  /** The option that named it, for errors. */
  readonly option: string;
}

/** Whether a name is that of a strategy, shipped or in a file, and not of a mode. */
export function isStrategyReference(name: string): boolean {
  if (convergenceModeNames.some((mode) => mode === name)) return false;
  return isStrategyFile(name) || shippedStrategies().includes(name);
}

/**
 * The name of a mode or a strategy, or the path of a file.
 *
 * @throws InputError naming the option if it is missing, or none of these
 */
export function contenderName(name: string | null, option: string): string {
  if (name === null) {
    const problem = 'is missing: challenge compares two strategies';
    throw new InputError({ subject: option, problem });
  }
  if (isStrategyReference(name)) return name;
  const names = [...convergenceModeNames, ...shippedStrategies()];
  return knownName(name, names, {
    subject: option,
    problem: 'is neither a mode nor a strategy',
    allowed: `${names.join(', ')}, or the path of an ES module`,
  });
}

/**
 * A mode by its name, or a strategy by its name or file. Rules without a throttle go with auto-converge, unless they meet
 * `precopy`, which has none.
 *
 * @param rival what it meets
 * @param own the strategy's settings that were given
 * @param name of a mode or a strategy, or a path
 * @throws InputError naming the option or the file: it is no strategy
 */
export function contenderOf(
  name: string,
  option: string,
  rival: string,
  own: LooseSettings,
): Contender {
  if (!isStrategyReference(name)) {
    return { name, hash: null, settings: { mode: name }, option };
  }
  const { definition, hash } = loadStrategy(name, option);
  const throttles = hooksOf(definition).includes('throttle') || rival === 'precopy';
  const settings = { strategy: name, ...(!throttles && { autoConverge: true }), ...own };
  return { name: definition.name, hash, settings, option };
}

/** Both with names that tell them apart: where two strategies are called the same, as they were given, with their settings. */
export function distinctContenders(both: readonly [Contender, Contender]): typeof both {
  const [one, two] = both;
  if (one.name !== two.name) return both;
  return [longNamed(one), longNamed(two)];
}

function longNamed(contender: Contender): Contender {
  const { mode, strategy, autoConverge: _, ...own } = contender.settings;
  const settings = Object.keys(own).length === 0 ? '' : ` (${settingsText(pointRecord(own))})`;
  return { ...contender, name: `${String(strategy ?? mode)}${settings}` };
}
