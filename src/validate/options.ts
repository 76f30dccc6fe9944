import { integerOption, numberOption, workersOption } from '../cli/options/number-option.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { suiteOption } from '../cli/options/setting-option.js';
import { switchOption, textListOption, textOption } from '../cli/options/text-option.js';
import { settingTable } from '../settings/table.js';

const validation = {
  reference: textOption({
    placeholder: 'NAME|FILE',
    description:
      'published tables: the name of shipped ones, or a JSON file; with --ledger any of results/published',
    fallback: null,
    fallbackText: 'all that are shipped',
  }),
  suite: textOption({
    placeholder: 'NAME|FILE',
    description: 'suite that says what the modes of the tables are',
    fallback: null,
    fallbackText: 'the one of the tables, else cover-letter-v1',
  }),
  mode: textOption({
    placeholder: 'NAME',
    description: 'only the published rows of this mode, by its name in the tables',
    fallback: null,
    fallbackText: 'all',
  }),
  strategy: textOption({
    placeholder: 'NAME|FILE',
    description:
      'your own rules in the place of those of --mode, or of the QEMU that was recorded: the name of a shipped ' +
      'strategy, or an ES module, which is a program and is run',
    fallback: null,
  }),
  recorded: textListOption(
    'FILE',
    'instead of published tables, recorded migrations: reports of guestperf, with --host',
  ),
  ledger: switchOption(
    'what all published figures say of each feature: fitted, predicted, a pattern, or nothing',
  ),
  host: suiteOption(settingTable.host),
  stressMem: {
    ...suiteOption(
      settingTable.stressMem,
      "with --recorded, the guest's working set in MiB where the reports do not say it",
    ),
    placeholder: 'N',
  },
  workload: suiteOption(
    settingTable.workload,
    "with --recorded, the guest's workload where the reports do not say it: a shipped one, or a JSON file",
  ),
  seeds: integerOption({
    min: 1,
    max: 100_000,
    description: 'runs of each published cell',
    fallback: 9,
  }),
  uncertain: suiteOption(
    settingTable.uncertain,
    "redraw the hosts' uncertain numbers for each run, and show 80 % intervals instead of ranges; recordings always have them",
  ),
  workers: workersOption,
  maxError: numberOption({
    min: 0,
    max: 1_000_000,
    unit: '%',
    description:
      'exit 4 if the mean error of the total times (MAPE) of a group is larger, in percent',
    fallback: null,
  }),
};

export const validateOptionGroups: readonly OptionGroup[] = [
  { title: 'Validation:', options: validation },
  { title: 'Output:', options: outputOptions },
];

export type ValidateOptions = OptionValues<typeof validation & typeof outputOptions>;
