import type { ValueList } from './value-list.js';
import { commonOptions } from '../cli/options/common-options.js';
import { integerOption } from '../cli/options/integer-option.js';
import type { OptionGroup, OptionTable, OptionValues } from '../cli/options/option.js';
import { choiceOption, switchOption, textOption } from '../cli/options/text-option.js';
import { workersOption } from '../cli/options/workers-option.js';
import { runOptionGroups } from '../run/options.js';
import { axisOption } from './axis-option.js';
import { shardOption } from './shard-option.js';
import { viewOptions } from './view-options.js';

export const sweepFormats = ['ndjson', 'csv', 'table'] as const;

const sweep = {
  matrix: textOption({
    placeholder: 'FILE',
    description:
      'settings that go together, one point a row: CSV with option names in its first line, or a ' +
      'JSON list of objects',
    fallback: null,
  }),
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
    description: 'form of the results: a record a run, or a table with a row a point',
    fallback: null,
    fallbackText: 'csv for a FILE.csv, ndjson for other files, table without --output',
  }),
  output: textOption({
    placeholder: 'FILE',
    description: 'write the results to a file, each run as soon as it is done',
    fallback: null,
    fallbackText: 'stdout',
  }),
  resume: switchOption('go on with the file of --output, if it is there'),
  overwrite: switchOption('replace the file of --output, if it is there'),
  ...viewOptions,
  ...commonOptions,
};

/** Options that a sweep has under its own terms. */
const own: OptionTable = { ...sweep, ...output };

/** The options of `run` that a point of a sweep sets, from the tables of `run` itself. */
export const pointOptions: OptionTable = Object.assign(
  {},
  ...runOptionGroups
    .filter(({ inSweep }) => inSweep === undefined)
    .map(({ options }) => without(options, own)),
);

export const sweepOptionGroups: readonly OptionGroup[] = [
  { title: 'Sweep:', options: sweep },
  { title: 'Output:', options: output },
  ...runOptionGroups.flatMap(({ title, options, inSweep }): OptionGroup[] => {
    if (inSweep === 'left-out') return [];
    const rest = without(options, own);
    if (inSweep === 'as-is') return [{ title, options: rest }];
    return [{ title, options: mapOptions(rest) }];
  }),
];

export type SweepOptions = OptionValues<typeof sweep & typeof output>;

/** Everything that was written: `SweepOptions`, a list for each of `pointOptions`, the rest as in `run`. */
export type SweepValues = SweepOptions & Readonly<Record<string, unknown>>;

/** The list that was given for an option of `run`; null if none was. */
export function listOf(values: SweepValues, key: string): ValueList | null {
  return values[key] as ValueList | null;
}

/** Options without those that a sweep has itself, and those that name a file for one run to write. */
function without(options: OptionTable, left: OptionTable): OptionTable {
  return Object.fromEntries(
    Object.entries(options).filter(
      ([key, { placeholder }]) => !(key in left) && placeholder !== 'FILE',
    ),
  );
}

function mapOptions(options: OptionTable): OptionTable {
  return Object.fromEntries(
    Object.entries(options).map(([key, option]) => [key, axisOption(option)]),
  );
}
