import { qemuVersions } from '../profiles/qemu-version.js';
import { commonOptions } from '../cli/options/shared-options.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { choiceOption, textOption } from '../cli/options/text-option.js';

const calibration = {
  reference: textOption({
    placeholder: 'NAME|FILE',
    description: 'published tables: the name of shipped ones, or a JSON file',
    fallback: null,
  }),
  rows: choiceOption({
    choices: ['original'],
    description: 'rows to fit on; all others are for the model to predict',
    fallback: 'original',
  }),
  start: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile that has the values which are not fitted',
    fallback: null,
    fallbackText: 'the host of the tables, else generic-10g',
  }),
  qemu: choiceOption({
    choices: qemuVersions,
    description: `QEMU version of the published runs (${qemuVersions.join(', ')})`,
    fallback: null,
    fallbackText: 'that of --start',
  }),
};

const output = {
  out: textOption({
    placeholder: 'FILE',
    description: 'write the host profile to this file, whole or not at all',
    fallback: null,
  }),
  name: textOption({
    placeholder: 'NAME',
    description: 'name of the host profile',
    fallback: null,
    fallbackText: 'that of the file',
  }),
  ...commonOptions,
};

export const calibrateOptionGroups: readonly OptionGroup[] = [
  { title: 'Calibration:', options: calibration },
  { title: 'Output:', options: output },
];

export type CalibrateOptions = OptionValues<typeof calibration & typeof output>;
