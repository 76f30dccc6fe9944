import { integerOption, numberOption, workersOption } from '../cli/options/number-option.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { settingOption } from '../cli/options/setting-option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { choiceOption, textOption } from '../cli/options/text-option.js';
import { convergenceModeNames } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { rangeOption } from '../search/range-option.js';
import { recordingOptions } from '../search/recording-options.js';
import { settingTable } from '../settings/table.js';
import { challengeMetricNames } from './challenge-metric.js';
import { standardRanges, throttleRanges } from './standard-ranges.js';

const contest = {
  strategy: textOption({
    placeholder: 'NAME|FILE',
    description:
      `the strategy that is challenged: a mode (${convergenceModeNames.join(', ')}), a shipped strategy, or an ES ` +
      'module, which is a program and is run',
    fallback: null,
  }),
  against: textOption({
    placeholder: 'NAME|FILE',
    description: 'the strategy it is compared with, likewise',
    fallback: null,
  }),
  metric: choiceOption({
    choices: challengeMetricNames,
    description: `metric to do badly in (${challengeMetricNames.join(', ')})`,
    fallback: 'total-time',
  }),
  least: numberOption({
    min: 0.1,
    max: 1_000_000,
    description: 'how much worse it must be in each run of a find, in the unit of the metric',
    fallback: null,
    fallbackText:
      '10 % of the total time, 20 % of the downtime, 5 points of guest speed, 5 s of guest time, a run, a page',
  }),
};

const scenarios = {
  range: {
    ...rangeOption,
    fallbackText: `${standardRanges.join(' ')}, and of two that throttle as auto-converge does ${throttleRanges.join(' ')}`,
  },
  host: settingOption(settingTable.host),
  qemu: settingOption(settingTable.qemu),
  maxIters: integerOption({
    min: 1,
    max: 2_147_483_647,
    description: `${settingTable.maxIters.help}; high, as what syncs more often has more iterations`,
    fallback: 1000,
  }),
  maxTime: settingOption(settingTable.maxTime),
};

const search = {
  candidates: integerOption({
    min: 1,
    max: 1_000_000,
    description: 'scenarios to try, with one run of each strategy in each',
    fallback: 400,
  }),
  finds: integerOption({ min: 1, max: 100, description: 'largest number of finds', fallback: 3 }),
  repeat: integerOption({
    min: 1,
    max: 1000,
    description:
      'runs of each strategy, each with its own randomness, in all of which a find holds',
    fallback: 5,
  }),
  seed: textOption({
    placeholder: 'TEXT',
    description: 'seed of the search: the same seed gives the same finds',
    fallback: '1',
  }),
  workers: workersOption,
};

const output = {
  suite: textOption({
    placeholder: 'FILE',
    description: 'write the finds as a suite, which batch --suite runs',
    fallback: null,
  }),
  ...recordingOptions,
  ...outputOptions,
};

export const challengeOptionGroups: readonly OptionGroup[] = [
  { title: 'Strategies:', options: contest },
  { title: 'Scenarios:', options: scenarios },
  { title: 'Search:', options: search },
  { title: 'Output:', options: output },
];

export type ChallengeOptions = OptionValues<
  typeof contest & typeof scenarios & typeof search & typeof output
>;
