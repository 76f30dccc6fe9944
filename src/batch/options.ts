import { givenStrategySettings } from '../engines/qemu/features/strategy/settings.js';
import { limitOption } from '../compare/limit-option.js';
import type { LooseSettings } from '../engines/setting.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { integerOption, workersOption } from '../cli/options/number-option.js';
import { settingOption, suiteOption } from '../cli/options/setting-option.js';
import { settingTable } from '../settings/table.js';
import type { Suite } from '../settings/suite.js';
import { loadStrategy } from '../strategies/load-strategy.js';
import { flagOf, type Option, type OptionGroup, type OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { recordedOptions } from '../cli/options/recorded-options.js';
import {
  spokenSwitch,
  switchOption,
  outputFileOption,
  textOption,
} from '../cli/options/text-option.js';

const batch = {
  suite: textOption({
    placeholder: 'NAME|FILE',
    description: 'suite: the name of a shipped one, or a JSON file',
    fallback: null,
    fallbackText: 'guestperf, the comparisons of guestperf-batch.py',
  }),
  host: suiteOption(settingTable.host),
  linkGbit: suiteOption(settingTable.linkGbit),
  linkMbit: suiteOption(settingTable.linkMbit),
  ramInUse: suiteOption(settingTable.ramInUse),
  strategy: textOption({
    placeholder: 'NAME|FILE',
    description:
      'an additional mode, with your own rules: the name of a shipped strategy, or an ES module, which is a program and is run',
    fallback: null,
  }),
  seed: { ...settingOption(settingTable.seed), fallback: '1' } as Option<string>,
  repeat: integerOption({
    min: 1,
    max: 100_000,
    description: 'runs of each scenario, or load and mode, each with its own randomness',
    fallback: 0,
    fallbackText: "the suite's",
  }),
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless every run completes'),
  threshold: limitOption,
};

const comparisons = {
  filter: textOption({
    placeholder: 'GLOB',
    description: 'only the scenarios whose comparison/scenario matches: *, ?, [..]',
    fallback: null,
    fallbackText: '*',
  }),
  cpus: suiteOption(settingTable.cpus),
  mem: suiteOption(settingTable.mem),
  sleep: suiteOption(settingTable.sleep, 'seconds of workload before and after each migration'),
  dirtyRingSize: { ...settingOption(settingTable.dirtyRingSize), fallback: 0 } as Option<number>,
  qemu: suiteOption(
    settingTable.qemu,
    `QEMU version of all scenarios (${qemuVersions.join(', ')})`,
  ),
};

const output = {
  ...outputOptions,
  output: outputFileOption({
    placeholder: 'DIR|FILE',
    description:
      "the folder for a guestperf report of each scenario; of a suite of loads and modes the results' file",
    fallback: null,
    fallbackText: 'none, and stdout',
  }),
  verbose: spokenSwitch('say on stderr which scenarios run and which are skipped', 'v'),
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

/** The mode of the strategy that the command line names, with its settings; null without. */
export function strategyMode(options: BatchOptions): Suite['modes'][number] | null {
  const { strategy } = options;
  if (strategy === null) return null;
  const { name } = loadStrategy(strategy).definition;
  return { name, strategy, ...givenStrategySettings(options) };
}

/** What the command line says of all scenarios of a suite, of whichever kind. */
export function givenForAll({ linkGbit, linkMbit, ramInUse }: BatchOptions): LooseSettings {
  return { linkGbit, linkMbit, ramInUse };
}

/** The flag of an option that was given and that only comparisons have; undefined if none was. */
export function givenForComparisons(options: BatchOptions): string | undefined {
  const own = { ...comparisons, ...recordedOptions };
  const given = (Object.keys(own) as (keyof typeof own)[]).find(
    (key) => options[key] !== own[key].fallback,
  );
  return given && flagOf(given);
}
