import { textListOption } from '../cli/options/text-option.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import type { Setting, SettingForm, SettingTable } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { readValue } from '../settings/read-value.js';
import { isSettingKey, type SettingKey, settingTable } from '../settings/table.js';
import type { Gene, GeneValues } from './gene.js';

/** Settings that are no part of what is searched, and why. */
const refused: Readonly<Partial<Record<SettingKey, string>>> = {
  mode: 'is what the strategies are',
  strategy: 'is not varied: it is what the search is about',
  seed: 'is the randomness of the runs: --repeat makes more of them',
  vmm: 'is not varied: strategies are those of QEMU',
  variant: 'is not varied: strategies are those of QEMU',
  verify: 'does not change a migration: --metric lost-pages verifies',
};

/** `--range KEY=LOW..HIGH` or `KEY=VALUE,...`, once or several times: what a search varies of a setting. */
export const rangeOption = textListOption(
  'KEY=VALUES',
  'what to vary of a setting: mem=1..8, workload=random,hot-cold, throttle-tailslow=on,off; a single value fixes it',
);

const flag = '--range';

/**
 * Ranges as they are written. A default that is in one may be left as it is.
 *
 * @param own rows that the table has not: those of a strategy whose settings may be varied
 * @throws InputError naming the flag: no such setting, or one that occurs twice, or an empty range
 */
export function readGenes(texts: readonly string[], own: SettingTable = {}): readonly Gene[] {
  const genes: Gene[] = [];
  for (const text of texts) {
    const gene = readGene(text, own);
    if (genes.some(({ key }) => key === gene.key)) {
      throw new InputError({ subject: flag, value: text, problem: 'occurs twice' });
    }
    genes.push(gene);
  }
  return genes;
}

function readGene(text: string, own: SettingTable): Gene {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    const problem = 'is no range of a setting';
    throw new InputError({ subject: flag, value: text, problem, allowed: 'KEY=LOW..HIGH' });
  }
  const { key, row } = settingNamed(text.slice(0, equals).trim(), own);
  return geneOf(key, row, text.slice(equals + 1).trim());
}

/** A setting with all that it may be. */
export function widestGene(key: string, { form, standard }: Setting<number>): Gene {
  if (form.kind !== 'integer' && form.kind !== 'number') throw new TypeError(`${key} is no number`);
  const { kind, max: high, min: low } = form;
  const values = { kind: 'numbers', low, high, isWhole: kind === 'integer' } as const;
  return { key, values, mayBeDefault: true, standard };
}

function geneOf(key: string, { form, standard }: Setting<unknown>, text: string): Gene {
  const values = readValues(form, text, `${flag} ${optionName(key)}`);
  return { key, values, mayBeDefault: holds(values, standard), standard };
}

interface NamedSetting {
  readonly key: string;
  readonly row: Setting<unknown>;
}

function settingNamed(name: string, own: SettingTable): NamedSetting {
  const key = name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
  if (Object.hasOwn(own, key)) return { key, row: own[key] };
  if (!isSettingKey(key)) throw unknownSetting(key, name, own);
  const problem = refused[key];
  if (problem !== undefined) throw new InputError({ subject: flag, value: name, problem });
  const spelt = (settingTable as SettingTable)[key].spellingOf ?? key;
  return { key: spelt, row: (settingTable as SettingTable)[spelt] };
}

function unknownSetting(key: string, name: string, own: SettingTable): InputError {
  const ownNames = Object.keys(own).map(optionName);
  const unknown = { subject: flag, value: name };
  if (!isStrategySetting(key)) {
    const nearest = nearestName(name, [...Object.keys(settingTable).map(optionName), ...ownNames]);
    return new InputError({ ...unknown, problem: 'is not a setting', nearest });
  }
  if (ownNames.length === 0) {
    const problem = 'would be a setting of a strategy: tune --strategy varies them';
    return new InputError({ ...unknown, problem });
  }
  const problem = 'is not a setting of the strategy';
  return new InputError({ ...unknown, problem, allowed: ownNames.join(', ') });
}

/** `stressMem` is `stress-mem`. */
export function optionName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readValues(form: SettingForm, text: string, subject: string): GeneValues {
  if (text === '') throw new InputError({ subject, problem: 'a value is missing' });
  const ends = text.split('..');
  const isNumber = form.kind === 'integer' || form.kind === 'number';
  if (!isNumber || ends.length !== 2) {
    const values = text.split(',').map((item) => readValue(form, item.trim(), subject));
    if (new Set(values).size < values.length) {
      throw new InputError({ subject, value: text, problem: 'has a value twice' });
    }
    return { kind: 'values', values };
  }
  const [low, high] = ends.map((end) => Number(readValue(form, end.trim(), subject)));
  if (high < low) {
    const problem = 'is an empty range: it ends before it begins';
    throw new InputError({ subject, value: text, problem });
  }
  return { kind: 'numbers', low, high, isWhole: form.kind === 'integer' };
}

function holds(values: GeneValues, standard: unknown): boolean {
  if (values.kind === 'values') return values.values.includes(standard);
  return typeof standard === 'number' && standard >= values.low && standard <= values.high;
}
