import { commonOptions } from '../cli/options/shared-options.js';
import { dirtyRateOption } from '../cli/options/dirty-rate-option.js';
import { integerOption, workersOption } from '../cli/options/number-option.js';
import type { OptionGroup, OptionTable, OptionValues } from '../cli/options/option.js';
import { recordedOptions } from '../cli/options/recorded-options.js';
import {
  choiceOption,
  switchOption,
  outputFileOption,
  textOption,
} from '../cli/options/text-option.js';
import { runOptionGroups } from '../run/options.js';
import { type SettingKey, settingGroups, settingTable } from '../settings/table.js';
import { axisOption } from './axis-option.js';
import { shardOption } from './shard-option.js';
import type { ValueList } from './value-list.js';
import { viewOptions } from './view-options.js';

export const sweepFormats = ['ndjson', 'csv', 'table'] as const;

const sweep = {
  matrix: textOption({
    placeholder: 'FILE',
    description:
      'settings that belong together, one point per row: CSV with option names in its first line, or a ' +
      'JSON list of objects',
    fallback: null,
  }),
  dirtyRate: dirtyRateOption,
  repeat: integerOption({
    min: 1,
    max: 100_000,
    description: 'runs of each point under each seed, each with its own randomness',
    fallback: 1,
  }),
  shard: shardOption,
  yes: switchOption('run more than 100000 runs'),
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless every run completes'),
};

const output = {
  format: choiceOption({
    choices: sweepFormats,
    description: 'form of the results: one record per run, or a table with one row per point',
    fallback: null,
    fallbackText: 'csv for a FILE.csv, ndjson for other files, table without --output',
  }),
  output: outputFileOption({
    placeholder: 'FILE',
    description: 'write the results to a file, each run as soon as it is done',
    fallback: null,
    fallbackText: 'stdout',
  }),
  resume: switchOption('continue the file of --output, if it exists'),
  overwrite: switchOption('replace the file of --output, if it exists'),
  ...viewOptions,
  ...commonOptions,
};

/** The settings that a point can have, in the order of the help. */
export const pointKeys = Object.keys(settingTable) as readonly SettingKey[];

export const sweepOptionGroups: readonly OptionGroup[] = [
  { title: 'Sweep:', options: sweep },
  { title: 'Output:', options: output },
  ...Object.values(settingGroups).map(({ title, settings }) => ({
    title,
    options: Object.fromEntries(
      Object.keys(settings).map((key) => [key, axisOption(key as SettingKey)]),
    ) as OptionTable,
  })),
  ...runOptionGroups.filter(({ options }) => options === recordedOptions),
];

/** Everything that was written: for each setting a list, or null. */
export type SweepOptions = OptionValues<typeof sweep & typeof output & typeof recordedOptions> &
  Readonly<Record<SettingKey, ValueList | null>>;
