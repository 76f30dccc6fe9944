import { qemuVersions } from '../profiles/qemu-version.js';
import { integerOption } from '../cli/options/integer-option.js';
import { settingOption } from '../cli/options/setting-option.js';
import { settingTable } from '../settings/table.js';
import { flagOf, type Option, type OptionGroup, type OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/output-options.js';
import { recordedOptions } from '../cli/options/recorded-options.js';
import { choiceOption, switchOption, textOption } from '../cli/options/text-option.js';
import { workersOption } from '../cli/options/workers-option.js';

const ownFallback = "the suite's";

const batch = {
  suite: textOption({
    placeholder: 'NAME|FILE',
    description: 'suite: the name of a shipped one, or a JSON file',
    fallback: null,
    fallbackText: 'guestperf, the comparisons of guestperf-batch.py',
  }),
  host: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile: the name of a shipped one, or a JSON file',
    fallback: null,
    fallbackText: ownFallback,
  }),
  seed: textOption({
    placeholder: 'TEXT',
    description: 'seed of all randomness: the same seed gives the same bytes',
    fallback: '1',
  }),
  repeat: {
    ...integerOption({
      min: 1,
      max: 100_000,
      description: 'runs of each scenario, or load and mode, each with its own randomness',
      fallback: 0,
    }),
    fallbackText: ownFallback,
  },
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless every run completes'),
};

/** The option of a setting, of which the suite has the default. */
function suiteOption(key: 'cpus' | 'mem' | 'sleep', help?: string): Option<number | null> {
  const { description, ...option } = settingOption(settingTable[key]) as Option<number | null>;
  return {
    ...option,
    description: help ?? description,
    fallback: null,
    fallbackText: ownFallback,
  };
}

const comparisons = {
  filter: textOption({
    placeholder: 'GLOB',
    description: 'only the scenarios whose comparison/scenario matches: *, ?, [..]',
    fallback: null,
    fallbackText: '*',
  }),
  cpus: suiteOption('cpus'),
  mem: suiteOption('mem'),
  sleep: suiteOption('sleep', 'seconds of workload before and after each migration'),
  dirtyRingSize: {
    ...(settingOption(settingTable.dirtyRingSize) as Option<number>),
    fallback: 0,
  },
  qemu: choiceOption({
    choices: qemuVersions,
    description: `QEMU version of all scenarios (${qemuVersions.join(', ')})`,
    fallback: null,
    fallbackText: ownFallback,
  }),
};

const output = {
  ...outputOptions,
  output: textOption({
    placeholder: 'DIR|FILE',
    description:
      "the folder for a guestperf report of each scenario; of a suite of loads and modes the results' file",
    fallback: null,
    fallbackText: 'none, and stdout',
  }),
  verbose: switchOption('say on stderr which scenarios run and which are skipped'),
};

export const batchOptionGroups: readonly OptionGroup[] = [
  { title: 'Simulation:', options: batch },
  { title: "guestperf's comparisons:", options: comparisons },
  { title: 'Output:', options: output },
  { title: 'Recorded in the reports, without effect on a simulation:', options: recordedOptions },
];

export type BatchOptions = OptionValues<
  typeof batch & typeof comparisons & typeof output & typeof recordedOptions
>;

/** The flag of an option that was given and that only comparisons have; undefined if none was. */
export function givenForComparisons(options: BatchOptions): string | undefined {
  const own = { ...comparisons, ...recordedOptions };
  const given = (Object.keys(own) as (keyof typeof own)[]).find(
    (key) => options[key] !== own[key].fallback,
  );
  return given && flagOf(given);
}
