import { answerFormats } from '../documents/answer.js';
import { maxMemGib } from '../settings/guestperf-parameters.js';
import { dirtyLogForms } from '../profiles/host-profile.js';
import { qemuVersions } from '../profiles/qemu-version.js';
import { cloudHypervisorOptions, vmmOption } from '../cli/options/cloud-hypervisor-options.js';
import { convergenceOptions } from '../cli/options/convergence-options.js';
import { dirtyLimitOptions } from '../cli/options/dirty-limit-options.js';
import { encodingOptions } from '../cli/options/encoding-options.js';
import { freePageOption } from '../cli/options/free-page-option.js';
import { integerListOption, integerOption } from '../cli/options/integer-option.js';
import type { OptionGroup, OptionValues } from '../cli/options/option.js';
import { multifdOptions } from '../cli/options/multifd-options.js';
import { outputOptions } from '../cli/options/output-options.js';
import { parameterOption } from '../cli/options/parameter-option.js';
import { postcopyOptions } from '../cli/options/postcopy-options.js';
import { recordedOptions } from '../cli/options/recorded-options.js';
import { choiceOption, switchOption, textOption } from '../cli/options/text-option.js';
import { stopOptions } from '../cli/options/stop-options.js';

/** `guestperf` is one report of one run. */
const runFormats = [...answerFormats, 'guestperf'] as const;

const guest = {
  cpus: parameterOption('cpus', 'vCPUs'),
  mem: parameterOption('mem', 'guest RAM in GiB; the VM gets 512 MiB more'),
  stressMem: integerListOption({
    min: 1,
    max: maxMemGib * 1024,
    unit: 'MiB',
    description: 'working set of all vCPUs together in MiB; several loads run one by one',
    fallbackText: 'all of --mem',
  }),
  workload: textOption({
    placeholder: 'NAME|FILE',
    description:
      'workload profile instead of --stress-mem: the name of a shipped one, or a JSON file',
    fallback: null,
  }),
  sleep: parameterOption('sleep', 'seconds of workload before and after the migration'),
};

const migration = {
  maxIters: parameterOption('maxIters', 'cancel when the iteration count exceeds this'),
  maxTime: parameterOption('maxTime', 'cancel when this many seconds have passed'),
  bandwidth: parameterOption('bandwidth', 'max-bandwidth in MiB/s; 0 is unlimited'),
  downtime: parameterOption('downtime', 'downtime-limit in ms'),
  autoConverge: switchOption('throttle the vCPUs when the migration does not converge'),
  autoConvergeStep: parameterOption('autoConvergeStep', 'cpu-throttle-increment in percent'),
  throttleInitial: parameterOption('throttleInitial', 'cpu-throttle-initial in percent'),
  maxThrottle: parameterOption(
    'maxThrottle',
    'max-cpu-throttle in percent, at least --throttle-initial',
  ),
  throttleTailslow: switchOption('cpu-throttle-tailslow: no faster than the dirty rate asks for'),
  throttleTriggerThreshold: parameterOption(
    'throttleTriggerThreshold',
    'throttle-trigger-threshold in percent',
  ),
  freePageHint: freePageOption,
  ...convergenceOptions,
  ...dirtyLimitOptions,
};

const simulation = {
  vmm: vmmOption,
  host: textOption({
    placeholder: 'NAME|FILE',
    description: 'host profile: the name of a shipped one, or a JSON file',
    fallback: 'generic-10g',
  }),
  qemu: choiceOption({
    choices: qemuVersions,
    description: `QEMU version (${qemuVersions.join(', ')})`,
    fallback: null,
    fallbackText: "the host profile's",
  }),
  dirtyLog: choiceOption({
    choices: dirtyLogForms,
    description: 'when the kernel protects a logged page again',
    fallback: null,
    fallbackText: "the host profile's",
  }),
  seed: textOption({
    placeholder: 'TEXT',
    description: 'seed of all randomness: the same seed gives the same bytes',
    fallback: '1',
  }),
  repeat: integerOption({
    min: 1,
    max: 100_000,
    description: 'runs of each load, numbered from 1, each with its own randomness',
    fallback: 1,
  }),
  verify: switchOption('compare every page at the end; exit 1 if a write was lost'),
  requireConvergence: switchOption('exit 3 unless every run completes'),
};

const output = {
  verbose: switchOption("guestperf's progress lines, or Cloud Hypervisor's log, on stderr"),
  timeline: switchOption(
    'who was busy during the switchover, or the steps of the downtime, on stderr',
  ),
  explain: switchOption('tell the story of each run in plain words, on stderr'),
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

export const runOptionGroups: readonly OptionGroup[] = [
  { title: 'Guest:', options: guest },
  { title: 'Migration:', options: migration },
  { title: 'Ending what does not converge:', options: stopOptions },
  { title: 'Postcopy:', options: postcopyOptions },
  { title: 'Multifd and device state:', options: multifdOptions },
  { title: 'Cloud Hypervisor, with --vmm cloud-hypervisor:', options: cloudHypervisorOptions },
  { title: 'Compression:', options: encodingOptions },
  { title: 'Simulation:', options: simulation },
  { title: 'Output:', options: output, inSweep: 'left-out' },
  {
    title: 'Recorded in the report, without effect on a simulation:',
    options: recordedOptions,
    inSweep: 'as-is',
  },
];

export type RunOptions = OptionValues<
  typeof guest &
    typeof migration &
    typeof stopOptions &
    typeof postcopyOptions &
    typeof multifdOptions &
    typeof cloudHypervisorOptions &
    typeof encodingOptions &
    typeof simulation &
    typeof output &
    typeof recordedOptions
>;

/** Keys of the options that say what becomes of a result, or nothing at all. */
export const neutralOptions: ReadonlySet<string> = new Set(
  Object.keys({ ...output, ...recordedOptions }),
);
