import { metricNames, type MetricName } from './comparison-metric.js';
import { comparisonFormats } from './comparison-format.js';
import { parseThreshold, type Threshold } from './threshold.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { numberOption } from '../cli/options/number-option.js';
import type { Option, OptionGroup, OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import {
  choiceOption,
  commaListOption,
  switchOption,
  textOption,
} from '../cli/options/text-option.js';

const alphaOption: Option<number> = {
  ...numberOption({
    min: 0,
    max: 0.5,
    unit: 'share',
    description:
      'significance level: share of intervals that may miss the truth; more than 0, at most 0.5',
    fallback: 0.05,
  }),
  read(text, flag) {
    const value = Number(text);
    if (value >= 1e-6 && value <= 0.5) return value;
    const problem = 'is out of range';
    throw new InputError({ subject: flag, value: text, problem, allowed: '0.000001 to 0.5' });
  },
};

const comparison = {
  threshold: commaListOption<Threshold, readonly Threshold[]>({
    description:
      'limits, as in total-time<5%,downtime<=300ms: of the change, or of each run of HEAD; exit 4 ' +
      'unless all hold',
    fallback: [],
    readItem: parseThreshold,
  }),
  allowUnknown: switchOption('a threshold that cannot be decided counts as met'),
  noise: numberOption({
    min: 0,
    max: 1_000_000,
    unit: '%',
    description: 'changes within this band, in percent, count as none',
    fallback: 1,
  }),
  alpha: alphaOption,
  match: commaListOption<string, null>({
    description:
      'fields that the runs of a scenario have in common, such as scenario,mode,parameters.downtime',
    fallback: null,
    fallbackText: 'all but those that tell BASE from HEAD',
    readItem: (field) => field,
  }),
  metrics: commaListOption<MetricName, readonly MetricName[]>({
    description: `metrics to compare (${metricNames.join(', ')})`,
    fallback: metricNames,
    fallbackText: 'all; total-time and downtime of a history',
    readItem: (name, flag) =>
      knownName(name, metricNames, { subject: flag, problem: 'is not a metric' }),
  }),
};

const history = {
  history: textOption({
    placeholder: 'DIR',
    description:
      'in place of BASE and HEAD: a folder with a set of results for each version, in the order of their names, ' +
      'each a file or a folder; prints the trend',
    fallback: null,
  }),
  html: textOption({
    placeholder: 'FILE',
    description: 'write the trend as charts: a page of its own; needs --history',
    fallback: null,
  }),
};

const output = {
  ...outputOptions,
  format: {
    ...choiceOption({ choices: comparisonFormats, description: '', fallback: 'table' }),
    placeholder: 'NAME',
    description:
      'form of the comparison: table, json, markdown, junit, or benchmark, the ' +
      'customSmallerIsBetter JSON of github-action-benchmark',
  },
  githubSummary: switchOption('append the comparison as Markdown to $GITHUB_STEP_SUMMARY'),
};

export const compareOptionGroups: readonly OptionGroup[] = [
  { title: 'Comparison:', options: comparison },
  { title: 'History:', options: history },
  { title: 'Output:', options: output },
];

export type CompareCommandOptions = OptionValues<
  typeof comparison & typeof history & typeof output
> & {
  /** The baseline, a path of a file or folder; null if it was left out. */
  readonly base: string | null;
  /** What is compared with it, likewise. */
  readonly heads: readonly string[];
};
