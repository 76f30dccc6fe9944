import type { Option } from '../cli/options/option.js';
import { settingOption } from '../cli/options/setting-option.js';
import type { Setting, SettingForm } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { readValue } from '../settings/read-value.js';
import { type SettingKey, settingOf } from '../settings/table.js';
import { parseValueList, type ValueList } from './value-list.js';

/** A setting as an axis of a sweep: it takes lists and ranges, a switch `on` and `off`. */
export function axisOption(key: SettingKey): Option<ValueList | null> {
  return axisOptionOf(settingOf(key));
}

/** As `axisOption`, of a setting that the table need not have. */
export function axisOptionOf(setting: Setting<unknown>): Option<ValueList | null> {
  const option = settingOption(setting);
  const { form } = setting;
  const { placeholder } = option;
  const isSwitch = placeholder === null;
  return {
    ...option,
    placeholder: isSwitch ? 'on,off' : placeholder.includes('FILE') ? `${placeholder},...` : 'LIST',
    fallback: null,
    ...(isSwitch && { choices: ['on', 'off', 'on,off'], optionalValue: true }),
    read(text, flag) {
      const list = parseValueList(isSwitch && text === '' ? 'on' : text, flag);
      for (const sample of list.samples()) readValue(form, sample, flag);
      list.refuseDoubles(flag);
      refuseSynonyms(list, form, flag);
      return list;
    },
  };
}

/** Refuses two texts for one value, such as `on` and `true`: the same point would be run twice. */
function refuseSynonyms(list: ValueList, form: SettingForm, flag: string): void {
  const texts = new Map<unknown, string>();
  for (const index of list.writtenOut()) {
    const text = list.at(index);
    const value = readValue(form, text, flag);
    const other = texts.get(value);
    if (other !== undefined) {
      throw new InputError({ subject: flag, value: text, problem: `is the same as ${other}` });
    }
    texts.set(value, text);
  }
}

/**
 * The value of a setting for one text of a list.
 *
 * @param subject what the user calls the setting, for errors
 * @throws InputError naming it
 */
export function readPointValue(key: SettingKey, text: string, subject: string): unknown {
  return readValue(settingOf(key).form, text, subject);
}
