import { parseValueList, type ValueList } from './value-list.js';
import { InputError } from '../input/input-error.js';
import type { Option } from '../cli/options/option.js';

/** An option of `run` as an axis of a sweep: it takes lists and ranges, a switch `on` and `off`. */
export function axisOption(option: Option<unknown>): Option<ValueList | null> {
  const isSwitch = option.placeholder === null;
  const isFile = option.placeholder?.includes('FILE');
  return {
    placeholder: isSwitch ? 'on,off' : isFile ? `${option.placeholder},...` : 'LIST',
    description: option.description,
    fallback: null,
    fallbackText: option.fallbackText,
    choices: isSwitch ? ['on', 'off', 'on,off'] : option.choices,
    hidden: option.hidden,
    ...(isSwitch && { optionalValue: true }),
    read(text, flag) {
      const list = parseValueList(isSwitch && text === '' ? 'on' : text, flag);
      for (const sample of list.samples()) readSetting(option, sample, flag);
      list.refuseDoubles(flag);
      refuseSynonyms(list, option, flag);
      return list;
    },
  };
}

/** Refuses two texts for one value, such as `on` and `true`: the same point would be run twice. */
function refuseSynonyms(list: ValueList, option: Option<unknown>, flag: string): void {
  const texts = new Map<string, string>();
  for (const index of list.writtenOut()) {
    const text = list.at(index);
    const value = JSON.stringify(readSetting(option, text, flag));
    const other = texts.get(value);
    if (other !== undefined) {
      throw new InputError({ subject: flag, value: text, problem: `is the same as ${other}` });
    }
    texts.set(value, text);
  }
}

/**
 * The value of an option of `run` for one text of a list.
 *
 * @throws InputError naming the flag
 */
export function readSetting(option: Option<unknown>, text: string, flag: string): unknown {
  if (option.placeholder !== null) return option.read(text, flag, option.fallback);
  if (text === 'on' || text === 'true') return option.read('', flag, option.fallback);
  if (text === 'off' || text === 'false') return option.fallback;
  const problem = 'is not a setting of a switch';
  throw new InputError({ subject: flag, value: text, problem, allowed: 'on, off' });
}
