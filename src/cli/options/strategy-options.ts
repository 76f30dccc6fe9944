import type { Setting } from '../../engines/setting.js';
import { strategyRows } from '../../settings/strategy.js';
import { loadStrategy } from '../../strategies/load-strategy.js';
import type { Option, OptionGroup } from './option.js';

const flag = '--strategy';

/**
 * The settings of the strategies that a command line names, as options.
 *
 * @param isList whether the option takes several, separated by commas
 * @param optionOf the option of a setting
 * @throws InputError if there is no such strategy, or a file is none
 */
export function strategyOptionGroups(
  args: readonly string[],
  isList: boolean,
  optionOf: (setting: Setting<number>) => Option<unknown>,
): readonly OptionGroup[] {
  const named = namedIn(args).flatMap((text) => (isList ? text.split(',') : [text]));
  return named.flatMap((reference): OptionGroup[] => {
    const strategy = loadStrategy(reference);
    const rows = Object.entries(strategyRows(strategy));
    if (rows.length === 0) return [];
    const options = rows.map(([key, row]) => [key, optionOf(row)] as const);
    const title = `Settings of the strategy ${strategy.definition.name}:`;
    return [{ title, options: Object.fromEntries(options) }];
  });
}

function namedIn(args: readonly string[]): string[] {
  const named = args.flatMap((arg, index) => {
    if (arg.startsWith(`${flag}=`)) return [arg.slice(flag.length + 1)];
    return arg === flag ? args.slice(index + 1, index + 2) : [];
  });
  return named.slice(-1);
}
