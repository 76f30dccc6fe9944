import { commonOptions } from '../cli/options/shared-options.js';
import type { Option, OptionGroup, OptionValues } from '../cli/options/option.js';
import { workersOption } from '../cli/options/number-option.js';
import { suiteOption } from '../cli/options/setting-option.js';
import {
  choiceOption,
  textListOption,
  outputFileOption,
  textOption,
} from '../cli/options/text-option.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { settingTable } from '../settings/table.js';

const calibration = {
  recorded: textListOption(
    'FILE',
    "your own runs: guestperf's reports, or answers to query-migrate as NDJSON; of one pair of hosts",
  ),
  reference: textOption({
    placeholder: 'NAME|FILE',
    description: 'instead, published tables: the name of shipped ones, or a JSON file',
    fallback: null,
  }),
  rows: choiceOption({
    choices: ['original'],
    description: 'with --reference, rows to fit on; all others are for the model to predict',
    fallback: 'original',
  }),
  start: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile that supplies the values that are not fitted',
    fallback: null,
    fallbackText: 'generic-10g; with --reference, the host of the tables if there is one',
  }),
  qemu: choiceOption({
    choices: qemuVersions,
    description: `QEMU version of published runs, or of the profile for your own (${qemuVersions.join(', ')})`,
    fallback: null,
    fallbackText: 'that which most of your runs name, else that of --start',
  }),
  stressMem: {
    ...suiteOption(
      settingTable.stressMem,
      "with --recorded, the guests' working set in MiB where the reports do not say it",
    ),
    placeholder: 'N',
    fallbackText: null,
  },
  workload: {
    ...suiteOption(
      settingTable.workload,
      "with --recorded, the guests' workload where the reports do not say it: a shipped one, or a JSON file",
    ),
    fallbackText: null,
  },
  workers: {
    ...workersOption,
    description: 'with --reference, threads that simulate; results do not depend on their number',
  },
};

const file = {
  placeholder: 'FILE',
  description: 'write the host profile to this file, whole or not at all',
  fallback: null,
} as const;

const output = {
  output: outputFileOption(file),
  /** Its other name. */
  out: { ...outputFileOption<null>(file), hidden: true } satisfies Option<string | null>,
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
