import type { OptionGroup, OptionTable, OptionValues } from '../cli/options/option.js';
import { integerOption } from '../cli/options/number-option.js';
import { dirtyRateOption } from '../cli/options/dirty-rate-option.js';
import { outputOptions } from '../cli/options/shared-options.js';
import { recordedOptions } from '../cli/options/recorded-options.js';
import { settingOption, settingOptions } from '../cli/options/setting-option.js';
import {
  choiceOption,
  spokenSwitch,
  switchOption,
  textOption,
} from '../cli/options/text-option.js';
import { limitOption } from '../compare/limit-option.js';
import type { LooseSettings } from '../engines/setting.js';
import { answerFormats } from '../documents/answer.js';
import { isStrategySetting } from '../engines/qemu/features/strategy/settings.js';
import { readValue } from '../settings/read-value.js';
import { isSettingKey, settingGroups, settingTable } from '../settings/table.js';

/** `guestperf` is one report of one run. */
const runFormats = [...answerFormats, 'guestperf'] as const;

/** Several loads run one by one. */
const loads = {
  ...settingOption(settingTable.stressMem),
  read: (text: string, flag: string) =>
    text.split(',').map((part) => readValue(settingTable.stressMem.form, part, flag)),
};

const runs = {
  repeat: integerOption({
    min: 1,
    max: 100_000,
    description: 'runs of each load, numbered from 1, each with its own randomness',
    fallback: 1,
  }),
};

const verdicts = {
  requireConvergence: switchOption('exit 3 unless every run completes'),
  threshold: limitOption,
};

const progress = {
  migrationProgress: textOption({
    placeholder: 'FILE',
    description: "write the fork's migration-progress object at each of its updates (NDJSON)",
    fallback: null,
  }),
};

const output = {
  verbose: spokenSwitch("guestperf's progress lines, or Cloud Hypervisor's log, on stderr", 'v'),
  timeline: spokenSwitch(
    'which threads were busy during the switchover, or the steps of the downtime, on stderr',
  ),
  explain: spokenSwitch('explain each run in plain words, on stderr'),
  trace: textOption({
    placeholder: 'FILE',
    description:
      'write each decision of each migration (NDJSON): syncs, triggers, throttle changes',
    fallback: null,
  }),
  ...outputOptions,
  format: choiceOption({
    choices: runFormats,
    description: `form of the results (${runFormats.join(', ')}); guestperf is the report of guestperf.py`,
    fallback: 'table',
  }),
};

const { verify, ...simulation } = settingOptions(settingGroups.simulation.settings);

/** What the groups of settings have beside settings. */
const beside: Readonly<Record<string, (options: OptionTable) => OptionTable>> = {
  guest: (options) => ({ ...options, stressMem: loads, dirtyRate: dirtyRateOption }),
  cloudHypervisor: (options) => ({ ...options, ...progress }),
  simulation: () => ({ ...simulation, ...runs, verify, ...verdicts }),
};

export const runOptionGroups: readonly OptionGroup[] = [
  ...Object.entries(settingGroups).map(([key, { title, settings }]) => {
    const options = settingOptions(settings);
    return { title, options: beside[key]?.(options) ?? options };
  }),
  { title: 'Output:', options: output },
  {
    title: 'Recorded in the report, without effect on a simulation:',
    options: recordedOptions,
  },
];

/** What `run` does with a scenario; the rest of what is written are settings. */
export type RunOptions = OptionValues<
  { dirtyRate: typeof dirtyRateOption } & typeof runs &
    typeof verdicts &
    typeof progress &
    typeof output &
    typeof recordedOptions
>;

/** The settings among the values of options, in the order in which they were written. */
export function writtenSettings(
  values: Readonly<Record<string, unknown>>,
  written: Iterable<string>,
): LooseSettings {
  const keys = [...written].filter((key) => isSettingKey(key) || isStrategySetting(key));
  return Object.fromEntries(keys.map((key) => [key, values[key]]));
}
