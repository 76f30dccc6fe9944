import type { OptionGroup, OptionValues } from '../options/option.js';
import { integerOption } from '../options/integer-option.js';
import { outputOptions } from '../options/output-options.js';
import { switchOption, textOption } from '../options/text-option.js';
import { workersOption } from '../options/workers-option.js';

const batch = {
  suite: textOption({
    placeholder: 'NAME|FILE',
    description: 'suite: the name of a shipped one, or a JSON file',
    fallback: null,
  }),
  host: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile: the name of a shipped one, or a JSON file',
    fallback: null,
    fallbackText: "the suite's",
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
      description: 'runs of each load and mode, each with its own randomness',
      fallback: 0,
    }),
    fallbackText: "the suite's",
  },
  workers: workersOption,
  requireConvergence: switchOption('exit 3 unless every run completes'),
};

export const batchOptionGroups: readonly OptionGroup[] = [
  { title: 'Simulation:', options: batch },
  { title: 'Output:', options: outputOptions },
];

export type BatchOptions = OptionValues<typeof batch & typeof outputOptions>;
