import { optionalKinds } from './kinds.js';
import { adviceFormats } from './advice-format.js';
import { knownName } from '../input/known-name.js';
import { maxMemGib } from '../settings/guestperf-parameters.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { integerOption, optionalIntegerOption } from '../cli/options/integer-option.js';
import { rangedNumberOption } from '../cli/options/number-option.js';
import { dirtyLimitOptions } from '../cli/options/dirty-limit-options.js';
import type { Option, OptionGroup, OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/output-options.js';
import { parameterOption } from '../cli/options/parameter-option.js';
import {
  choiceOption,
  switchOption,
  textListOption,
  textOption,
} from '../cli/options/text-option.js';
import { workersOption } from '../cli/options/workers-option.js';

const guest = {
  cpus: parameterOption('cpus', 'vCPUs'),
  mem: parameterOption('mem', 'guest RAM in GiB'),
  stressMem: optionalIntegerOption({
    min: 1,
    max: maxMemGib * 1024,
    unit: 'MiB',
    description: "the guest runs guestperf's stress program over so many MiB",
  }),
  workload: textOption({
    placeholder: 'NAME|FILE',
    description: 'the guest runs a workload profile: a shipped one, or a JSON file',
    fallback: null,
  }),
  dirtyRate: textListOption(
    'FILE',
    "the guest dirties what was measured: QEMU's answers to query-dirty-rate, best at several " +
      'periods (calc-time), one or a list of them in a file',
  ),
  ramInUse: choiceOption({
    choices: ['all', 'workload'],
    description:
      'what of the RAM has content and has to be sent: all, as in a guest that has run for long, or ' +
      "only what the workload writes, as in guestperf's",
    fallback: 'all',
  }),
  dirtyRingSize: {
    ...dirtyLimitOptions.dirtyRingSize,
    description:
      'entries of the dirty ring with which the guest was started; the dirty limit needs one',
  },
};

const hosts = {
  host: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile: the name of a shipped one, or a JSON file',
    fallback: 'generic-10g',
  }),
  linkGbit: rangedNumberOption({
    min: 0.001,
    max: 10_000,
    unit: 'Gbit/s',
    description: "rate of the link, in place of the host profile's",
  }),
  linkMbit: rangedNumberOption({
    min: 1,
    max: 10_000_000,
    unit: 'Mbit/s',
    description: 'the same in Mbit/s',
  }),
  qemu: choiceOption({
    choices: qemuVersions,
    description: `QEMU version (${qemuVersions.join(', ')})`,
    fallback: null,
    fallbackText: "the host profile's",
  }),
};

const goals = {
  maxDowntime: {
    ...optionalIntegerOption({
      min: 1,
      max: 2_000_000,
      unit: 'ms',
      description: 'the guest may stand still for so many ms, as QEMU reports its downtime',
    }),
    fallbackText: '300, as QEMU',
  },
  maxTotal: {
    ...optionalIntegerOption({
      min: 1,
      max: 1_000_000,
      unit: 's',
      description: 'the migration may take so many seconds',
    }),
    fallbackText: '600, or three times what the link needs for all of RAM if that is more',
  },
  minGuestSpeed: {
    ...rangedNumberOption({
      min: 0,
      max: 100,
      unit: '%',
      description: 'mean speed that the guest must keep until it stops, in percent',
    }),
    fallbackText: '0',
  },
};

const withoutOption: Option<readonly string[]> = {
  placeholder: 'LIST',
  description: `ways that may not be used (${optionalKinds.join(', ')})`,
  fallback: [],
  fallbackText: null,
  choices: [],
  hidden: false,
  read: (text, flag) => text.split(',').map((name) => kindNamed(name.trim(), flag)),
};

const search = {
  without: withoutOption,
  runs: integerOption({
    min: 1,
    max: 10_000,
    description: 'runs of the best settings, each with a repeat of the seed of its own',
    fallback: 20,
  }),
  seed: textOption({
    placeholder: 'TEXT',
    description: 'seed of all randomness: the same seed gives the same answer',
    fallback: '1',
  }),
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless settings were found that meet the goals'),
};

const output = {
  explain: switchOption('tell the story of one run of the recommended settings'),
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

export type AdviseOptions = OptionValues<
  typeof guest & typeof hosts & typeof goals & typeof search & typeof output
>;

function kindNamed(text: string, flag: string): string {
  return knownName(text, optionalKinds, { subject: flag, problem: 'is not a way that is tried' });
}
