import { integerOption, numberOption, workersOption } from '../cli/options/number-option.js';
import { downtimeRange, ramUses } from '../engines/guest-settings.js';
import type { Option, OptionGroup, OptionValues } from '../cli/options/option.js';
import { dirtyRateOption } from '../cli/options/dirty-rate-option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { settingOption } from '../cli/options/setting-option.js';
import {
  choiceOption,
  commaListOption,
  switchOption,
  textOption,
} from '../cli/options/text-option.js';
import { type SettingKey, settingOf, settingTable } from '../settings/table.js';
import { optionalKind, optionalKinds } from './kinds.js';
import { standardRuns } from './question.js';

export const adviceFormats = ['table', 'json', 'markdown'] as const;

/** The option of a setting, perhaps in other words. */
function asked(key: SettingKey, description = settingOf(key).help): Option<unknown> {
  return { ...settingOption(settingOf(key)), description };
}

const guest = {
  cpus: asked('cpus'),
  mem: asked('mem', 'guest RAM in GiB'),
  stressMem: {
    ...asked('stressMem', "working set of guestperf's stress program in MiB"),
    placeholder: 'N',
    fallbackText: null,
  },
  workload: asked('workload', 'the guest runs a workload profile: a shipped one, or a JSON file'),
  dirtyRate: dirtyRateOption,
  progress: textOption({
    placeholder: 'FILE|-',
    description:
      "a running or finished migration: QEMU's answers to query-migrate, or the output of virsh domjobinfo; " +
      'RAM, link and dirty rate are read from it, where no other option says them',
    fallback: null,
  }),
  ramInUse: choiceOption({
    choices: ramUses,
    description: settingTable.ramInUse.help,
    fallback: 'all',
  }),
  dirtyRingSize: asked(
    'dirtyRingSize',
    'entries of the dirty ring with which the guest was started; the dirty limit needs one',
  ),
};

const hosts = {
  host: asked('host'),
  linkGbit: asked('linkGbit'),
  linkMbit: asked('linkMbit'),
  qemu: asked('qemu'),
};

const goals = {
  maxDowntime: integerOption({
    min: 1,
    max: downtimeRange.max,
    unit: 'ms',
    description: 'longest downtime allowed in ms, as QEMU reports it',
    fallback: null,
    fallbackText: '300, as QEMU',
  }),
  maxTotal: integerOption({
    min: 1,
    max: 1_000_000,
    unit: 's',
    description: 'longest migration allowed in seconds',
    fallback: null,
    fallbackText: '600, or three times what the link needs for all of RAM if that is more',
  }),
  minGuestSpeed: numberOption({
    min: 0,
    max: 100,
    unit: '%',
    description: 'lowest mean speed of the guest allowed until it stops, in percent',
    fallback: null,
    fallbackText: '0',
  }),
};

const search = {
  without: commaListOption<string, readonly string[]>({
    description: `methods not to use (${optionalKinds.join(', ')})`,
    fallback: [],
    readItem: optionalKind,
  }),
  strategy: textOption({
    placeholder: 'NAME|FILE',
    description:
      'also try your own rules: the name of a shipped strategy, or an ES module, which is a program and is run',
    fallback: null,
  }),
  runs: integerOption({
    min: 1,
    max: 10_000,
    description: 'runs of the best settings, each with its own repeat of the seed',
    fallback: standardRuns,
  }),
  seed: asked('seed', 'seed of all randomness: the same seed gives the same answer'),
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless settings were found that meet the goals'),
};

const output = {
  explain: switchOption('explain one run of the recommended settings, step by step'),
  ...outputOptions,
  format: choiceOption({
    choices: adviceFormats,
    description: `form of the answer (${adviceFormats.join(', ')}); table is plain words`,
    fallback: 'table',
  }),
};

export const adviseOptionGroups: readonly OptionGroup[] = [
  { title: 'Guest:', options: guest },
  { title: 'Hosts:', options: hosts },
  { title: 'Goals:', options: goals },
  { title: 'Search:', options: search },
  { title: 'Output:', options: output },
];

/** Settings are undefined unless they were written. */
export type AdviseOptions = OptionValues<
  typeof guest & typeof hosts & typeof goals & typeof search & typeof output
>;
