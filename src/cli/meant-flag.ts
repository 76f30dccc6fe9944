import type { Setting } from '../engines/setting.js';
import { nearestName } from '../input/nearest-name.js';
import { settingTable } from '../settings/table.js';
import { flagOf } from './options/option.js';

/** What other programs call an option, by its key here. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  cpus: ['vcpus', 'smp'],
  mem: ['ram'],
  maxIters: ['iterations'],
  output: ['out', 'file'],
  repeat: ['count', 'times'],
};

/**
 * The option that is meant by one that a command does not have: one that QEMU calls so, or other programs, or one
 * that is spelt nearly so.
 *
 * @param keys of the options that there are
 */
export function meantFlag(flag: string, keys: readonly string[]): string | undefined {
  const name = flag.replace(/^-+/, '');
  const key = keys.find((each) => qmpName(each) === name || elsewhere[each]?.includes(name));
  return key === undefined ? nearestName(flag, keys.map(flagOf)) : flagOf(key);
}

function qmpName(key: string): string | undefined {
  const table: Readonly<Record<string, Setting<unknown>>> = settingTable;
  const name = table[key]?.qmp;
  if (name === undefined) return undefined;
  return 'capability' in name ? name.capability : name.parameter;
}
