import { metricNames, type MetricName } from './comparison-metric.js';
import { comparisonFormats } from './comparison-format.js';
import { type Threshold, parseThresholds } from './threshold.js';
import { InputError } from '../input/input-error.js';
import { knownName } from '../input/known-name.js';
import { numberOption } from '../cli/options/number-option.js';
import type { Option, OptionGroup, OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/output-options.js';
import { choiceOption, switchOption } from '../cli/options/text-option.js';

const noFallback = { fallback: null, choices: [], hidden: false } as const;

const thresholdOption: Option<readonly Threshold[] | null> = {
  ...noFallback,
  placeholder: 'LIST',
  description:
    'limits, as in total-time<5%,downtime<=300ms: of the change, or of each run of HEAD; exit 4 ' +
    'unless all hold',
  fallbackText: null,
  read: parseThresholds,
};

const metricsOption: Option<readonly MetricName[] | null> = {
  ...noFallback,
  placeholder: 'LIST',
  description: `metrics to compare (${metricNames.join(', ')})`,
  fallbackText: 'all',
  read: (text, flag) =>
    text
      .split(',')
      .map((name) =>
        knownName(name.trim(), metricNames, { subject: flag, problem: 'is not a metric' }),
      ),
};

const matchOption: Option<readonly string[] | null> = {
  ...noFallback,
  placeholder: 'LIST',
  description:
    'fields that the runs of a scenario have in common, such as scenario,mode,parameters.downtime',
  fallbackText: 'all but those that tell BASE from HEAD',
  read: (text) => text.split(',').map((field) => field.trim()),
};

const alphaOption: Option<number> = {
  ...numberOption({
    min: 0,
    unit: 'share',
    description: 'share of intervals that may miss the truth; more than 0, at most 0.5',
  }),
  fallback: 0.05,
  fallbackText: '0.05',
  read(text, flag) {
    const value = Number(text);
    if (value >= 1e-6 && value <= 0.5) return value;
    throw new InputError({
      subject: flag,
      value: text,
      problem: 'is out of range',
      allowed: '0.000001 to 0.5',
    });
  },
};

const noise = numberOption({
  min: 0,
  unit: '%',
  description: 'changes within this band are the same, in percent',
});

const comparison = {
  threshold: thresholdOption,
  allowUnknown: switchOption('a threshold of which nothing can be told counts as held'),
  noise: {
    ...noise,
    fallback: 1,
    fallbackText: '1',
    read: (text: string, flag: string) => noise.read(text, flag, null) ?? 1,
  } satisfies Option<number>,
  alpha: alphaOption,
  match: matchOption,
  metrics: metricsOption,
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
  { title: 'Output:', options: output },
];

export type CompareCommandOptions = OptionValues<typeof comparison & typeof output>;
