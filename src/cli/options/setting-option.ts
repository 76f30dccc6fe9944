import type { Setting, SettingForm, SettingTable } from '../../engines/setting.js';
import { readValue } from '../../settings/read-value.js';
import { choicePlaceholder, type Option } from './option.js';

/** The option of a setting: undefined unless it is written, so that the table knows its default. */
export function settingOption(setting: Setting<unknown>): Option<unknown> {
  const { form, help, placeholder = placeholderOf(form), spellingOf } = setting;
  return {
    placeholder,
    description: help,
    fallback: undefined,
    fallbackText: standardText(setting),
    ...(form.kind === 'choice' && { choices: form.choices }),
    ...(spellingOf !== undefined && { hidden: true }),
    read: (text, flag) => (form.kind === 'switch' ? true : readValue(form, text, flag)),
  };
}

/** The option of a setting of which a suite has the default: null unless it is written. */
export function suiteOption<Value>(
  setting: Setting<Value>,
  description = setting.help,
): Option<Value | null> {
  const option = settingOption(setting) as Option<Value | null>;
  return { ...option, description, fallback: null, fallbackText: "the suite's" };
}

/** The options of settings, by their keys. */
export function settingOptions<Table extends SettingTable>(
  table: Table,
): { readonly [Key in keyof Table]: Option<unknown> } {
  const options = Object.entries(table).map(([key, row]) => [key, settingOption(row)] as const);
  return Object.fromEntries(options) as { readonly [Key in keyof Table]: Option<unknown> };
}

/** What stands for a value in the help; null for a switch, which takes none. */
export function placeholderOf(form: SettingForm): string | null {
  switch (form.kind) {
    case 'integer':
      return 'N';
    case 'number':
      return 'NUMBER';
    case 'switch':
      return null;
    case 'choice':
      return choicePlaceholder(form.choices);
    case 'text':
      return 'TEXT';
    case 'profile':
      return 'NAME|FILE';
  }
}

/** The default of a setting as people read it; null if there is none. */
export function standardText({
  form,
  standard,
  standardText: text,
}: Setting<unknown>): string | null {
  if (text !== undefined) return text;
  const isSaid = form.kind !== 'switch' && standard !== null && typeof standard !== 'function';
  return isSaid ? String(standard) : null;
}
