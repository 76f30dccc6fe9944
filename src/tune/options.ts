import { integerOption, workersOption } from '../cli/options/number-option.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { settingOption, suiteOption } from '../cli/options/setting-option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { choiceOption, textOption } from '../cli/options/text-option.js';
import { convergenceModeNames } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { rangeOption } from '../search/range-option.js';
import { recordingOptions } from '../search/recording-options.js';
import { settingTable } from '../settings/table.js';

/** What is varied unless somebody says otherwise: QEMU's parameters of auto-converge. */
export const tunedRanges: readonly string[] = [
  'throttle-initial=5..60',
  'auto-converge-step=5..50',
  'max-throttle=60..99',
  'throttle-trigger-threshold=20..90',
  'throttle-tailslow=on,off',
];

const tuned = {
  mode: choiceOption({
    choices: convergenceModeNames,
    description: `the mode that is tuned (${convergenceModeNames.join(', ')})`,
    fallback: null,
  }),
  strategy: textOption({
    placeholder: 'NAME|FILE',
    description:
      'in place of --mode, your own rules: the name of a shipped strategy, or an ES module, which is a program and ' +
      'is run',
    fallback: null,
  }),
  suite: textOption({
    placeholder: 'NAME|FILE',
    description: 'suite whose loads it is tuned for: the name of a shipped one, or a JSON file',
    fallback: null,
  }),
  range: {
    ...rangeOption,
    fallbackText: `${tunedRanges.join(' ')}; of a strategy all that it declares`,
  },
  host: suiteOption(settingTable.host),
  qemu: suiteOption(settingTable.qemu),
};

const search = {
  candidates: integerOption({
    min: 1,
    max: 100_000,
    description: 'settings to try, once under each load',
    fallback: 48,
  }),
  repeat: integerOption({
    min: 1,
    max: 1000,
    description: 'runs of the best settings under each load, each with its own randomness',
    fallback: 3,
  }),
  seed: { ...settingOption(settingTable.seed), fallback: '1' },
  workers: workersOption,
};

export const tuneOptionGroups: readonly OptionGroup[] = [
  { title: 'Strategy:', options: tuned },
  { title: 'Search:', options: search },
  { title: 'Output:', options: { ...recordingOptions, ...outputOptions } },
];

export type TuneOptions = OptionValues<
  typeof tuned & typeof recordingOptions & typeof outputOptions & Omit<typeof search, 'seed'>
> & { readonly seed: string };
