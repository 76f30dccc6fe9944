import type { Setting } from '../../engines/setting.js';
import { strategyRows } from '../../settings/strategy.js';
import { loadStrategy } from '../../strategies/load-strategy.js';
import type { Option, OptionGroup } from './option.js';

const flag = '--strategy';

/**
 * The settings of strategies as options.
 *
 * @param optionOf the option of a setting
 * @throws InputError if there is no such strategy, or a file is none
 */
export function strategyOptionGroups(
  references: readonly string[],
  optionOf: (setting: Setting<number>) => Option<unknown>,
): readonly OptionGroup[] {
  return references.flatMap((reference): OptionGroup[] => {
    const strategy = loadStrategy(reference);
    const rows = Object.entries(strategyRows(strategy));
    if (rows.length === 0) return [];
    const options = rows.map(([key, row]) => [key, optionOf(row)] as const);
    const title = `Settings of the strategy ${strategy.definition.name}:`;
    return [{ title, options: Object.fromEntries(options) }];
  });
}

/** What a command line gives as its strategy; nothing where it gives none. */
export function strategyIn(args: readonly string[]): readonly string[] {
  const named = args.flatMap((arg, index) => {
    if (arg.startsWith(`${flag}=`)) return [arg.slice(flag.length + 1)];
    return arg === flag ? args.slice(index + 1, index + 2) : [];
  });
  return named.slice(-1);
}
