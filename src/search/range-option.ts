import type { Option } from '../cli/options/option.js';
import { InputError } from '../input/input-error.js';
import { nearestName } from '../input/nearest-name.js';
import { readValue } from '../settings/read-value.js';
import { isSettingKey, type SettingKey, settingOf, settingTable } from '../settings/table.js';
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
export const rangeOption: Option<readonly Gene[]> = {
  placeholder: 'KEY=VALUES',
  description:
    'what to vary of a setting: mem=1..8, workload=random,hot-cold, throttle-tailslow=on,off; a single value fixes it',
  fallback: [],
  variadic: true,
  read: (text, flag, soFar) => {
    const gene = readGene(text, flag);
    if (soFar.some(({ key }) => key === gene.key)) {
      throw new InputError({ subject: flag, value: text, problem: 'is there twice' });
    }
    return [...soFar, gene];
  },
};

/**
 * A range as it is written. A default that is in it may be left as it is.
 *
 * @throws InputError naming the flag: no such setting, or an empty range
 */
export function readGene(text: string, flag: string): Gene {
  const equals = text.indexOf('=');
  if (equals <= 0) {
    const problem = 'is no range of a setting';
    throw new InputError({ subject: flag, value: text, problem, allowed: 'KEY=LOW..HIGH' });
  }
  const key = settingNamed(text.slice(0, equals).trim(), flag);
  const values = readValues(key, text.slice(equals + 1).trim(), `${flag} ${optionName(key)}`);
  const { standard } = settingOf(key);
  return { key, values, mayBeDefault: holds(values, standard), standard };
}

function settingNamed(name: string, flag: string): SettingKey {
  const camel = name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
  if (!isSettingKey(camel)) {
    const nearest = nearestName(name, Object.keys(settingTable).map(optionName));
    throw new InputError({ subject: flag, value: name, problem: 'is not a setting', nearest });
  }
  const problem = refused[camel];
  if (problem !== undefined) throw new InputError({ subject: flag, value: name, problem });
  return (settingOf(camel).spellingOf ?? camel) as SettingKey;
}

/** `stressMem` is `stress-mem`. */
export function optionName(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function readValues(key: SettingKey, text: string, subject: string): GeneValues {
  const { form } = settingOf(key);
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
