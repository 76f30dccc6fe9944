import { alignments } from './plot-choice.js';
import { commonOptions } from '../cli/options/shared-options.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import {
  choiceOption,
  hiddenSwitch,
  switchOption,
  outputFileOption,
} from '../cli/options/text-option.js';

const chartOptions = {
  migrationIters: switchOption('iterations and changes of status, as stars and lines'),
  totalGuestCpu: switchOption('guest memory speed of all threads as one line'),
  splitGuestCpu: switchOption('guest memory speed of each thread'),
  qemuCpu: switchOption("QEMU's use of CPUs"),
  vcpuCpu: switchOption("the vCPUs' use of CPUs"),
  align: choiceOption({
    choices: alignments,
    description:
      "zero of the time axis: the migrate command, or each report's own start as in guestperf-plot",
    fallback: 'migration',
  }),
};

const output = {
  output: outputFileOption({
    placeholder: 'FILE',
    description: 'write the page to a file, whole or not at all',
    fallback: null,
    fallbackText: 'stdout',
  }),
  terminal: switchOption('draw in the terminal instead, as wide as it is'),
  ascii: switchOption('with --terminal, no braille; so too where the locale is not UTF-8'),
  verbose: hiddenSwitch('accepted as guestperf-plot does; there is nothing to tell'),
  ...commonOptions,
};

export const plotOptionGroups: readonly OptionGroup[] = [
  { title: 'Charts (all, if none is chosen):', options: chartOptions },
  { title: 'Output:', options: output },
];

export type PlotOptions = OptionValues<typeof chartOptions & typeof output> & {
  readonly reports: readonly string[];
};
