import { settingWords } from '../cli/options/setting-words.js';
import { flagOf, recordKey } from '../cli/options/option.js';
import type { Scenario } from '../engines/scenario.js';
import type { RecordField } from '../engines/setting.js';
import { InputError } from '../input/input-error.js';
import { runIdentity } from '../results/run-identity.js';
import { runParameters } from '../results/run-parameters.js';
import { resolveLayers } from '../settings/resolve.js';
import { settingOf, settingTable, type SettingKey } from '../settings/table.js';
import type { RecordValues } from './run-group.js';

const parameterPrefix = 'parameters_';

/** What has to come out the same again, besides the parameters. */
const identity = [
  'vmm',
  'version',
  'mode',
  'host_hash',
  'cpus',
  'mem_gb',
  'workload',
  'stress_mem_mb',
] as const;

/** Finds the options of runs of which there are only the records. */
export class RecordedOptions {
  /** Settings of the record before that are what they are without being written. */
  private needless: readonly string[] = [];

  /**
   * The options of a run, without seed and repeat.
   *
   * @returns null where none lead to the same migration: a record does not tell every setting
   */
  of(values: RecordValues): string | null {
    const all = settingsOf(values);
    let settings = without(all, this.needless);
    if (!isSame(settings, values)) {
      if (!isSame(all, values)) return null;
      settings = all;
      for (const key of Object.keys(all)) {
        const shorter = without(settings, [key]);
        if (!identityKeys.has(key) && isSame(shorter, values)) settings = shorter;
      }
      this.needless = Object.keys(all).filter((key) => !(key in settings));
    }
    const words = Object.entries(settings).map(([key, text]) => [
      recordKey(key),
      text === 'on' ? true : text,
    ]);
    return settingWords(Object.fromEntries(words)).join(' ');
  }
}

/** Settings that are written even where they are defaults: what a reader looks for first. */
const identityKeys = new Set(['qemu', 'vmm', 'host', 'cpus', 'mem', 'stressMem']);

type Texts = Readonly<Record<string, string>>;

function without(settings: Texts, keys: readonly string[]): Texts {
  return Object.fromEntries(Object.entries(settings).filter(([key]) => !keys.includes(key)));
}

/** Settings by key, as a command line writes them; those at their defaults are left out. */
function settingsOf(values: RecordValues): Texts {
  const said = (key: string) => textOf(values.get(key));
  const isQemu = said('vmm') === 'qemu';
  const settings: Record<string, string> = {
    ...(isQemu ? { qemu: said('version') } : { vmm: said('vmm') }),
    host: said('host'),
    cpus: said('cpus'),
    mem: said('mem_gb'),
    stressMem: said('stress_mem_mb'),
  };
  for (const key of Object.keys(settingTable) as SettingKey[]) {
    const { needs, record, standard } = settingOf(key);
    const fields: readonly RecordField[] = [record ?? []].flat();
    const field = fields.find((each) => each.key === recordKey(key)) ?? fields[0];
    if (field === undefined) continue;
    const value = said(parameterPrefix + field.key);
    // A value that is not the setting's own tells whether the switch is on that it needs.
    const isOwn = field.value === undefined;
    if (value === '' || value === 'false' || (!isOwn && value === '0')) continue;
    if (isOwn && value === String(standard)) continue;
    settings[key] = value === 'true' ? 'on' : value;
    if (!isOwn && needs !== undefined) settings[needs] = 'on';
  }
  return settings;
}

/** Whether settings lead to the migration that a record is of. */
function isSame(settings: Texts, values: RecordValues): boolean {
  const scenario = resolved(settings);
  if (scenario === null) return false;
  const parameters = Object.entries(runParameters(scenario));
  const isAlike = (own: unknown, key: string) => textOf(own) === textOf(values.get(key));
  return (
    identity.every((key) => isAlike(runIdentity[key].read(scenario), key)) &&
    parameters.every(([key, value]) => isAlike(value, parameterPrefix + key))
  );
}

/** Null where settings contradict each other, or name what is not there. */
function resolved(settings: Texts): Scenario | null {
  try {
    return resolveLayers([{ values: settings, name: flagOf }], {});
  } catch (error) {
    if (error instanceof InputError) return null;
    throw error;
  }
}

function textOf(value: unknown): string {
  return String(value ?? '');
}
