import { resultFormats } from '../../report/result-format.js';
import { defaultManagement, defaultMigrationParameters } from '../../scenario/defaults.js';
import { dirtyLogForms } from '../../scenario/host-profile.js';
import { qemuVersions } from '../../scenario/qemu-version.js';
import { commonOptions } from '../options/common-options.js';
import { integerListOption, integerOption } from '../options/integer-option.js';
import type { OptionGroup, OptionValues } from '../options/option.js';
import { recordedOptions } from '../options/recorded-options.js';
import { choiceOption, switchOption, textOption } from '../options/text-option.js';
import { unmodelledOptions } from '../options/unmodelled-options.js';

const percent = { min: 1, max: 99, unit: '%' };

/** Page numbers are 32-bit: 16,383 GiB and the VM's other 512 MiB are just under 2^32 pages. */
const maxMemGib = 16_383;

const guest = {
  cpus: integerOption({ min: 1, max: 1024, unit: 'vCPUs', description: 'vCPUs', fallback: 1 }),
  mem: integerOption({
    min: 1,
    max: maxMemGib,
    unit: 'GiB',
    description: 'guest RAM in GiB; the VM gets 512 MiB more',
    fallback: 1,
  }),
  stressMem: integerListOption({
    min: 1,
    max: maxMemGib * 1024,
    unit: 'MiB',
    description: 'working set of all vCPUs together in MiB; several loads run one by one',
    fallbackText: 'all of --mem',
  }),
  sleep: integerOption({
    min: 0,
    max: 86_400,
    unit: 's',
    description: 'seconds of workload before and after the migration',
    fallback: defaultManagement.sleepSeconds,
  }),
};

const migration = {
  maxIters: integerOption({
    min: 0,
    max: 2_147_483_647,
    description: 'cancel when the iteration count exceeds this',
    fallback: defaultManagement.maxIterations,
  }),
  maxTime: integerOption({
    min: 0,
    // Virtual time counts whole nanoseconds in a double: 104 days are exact.
    max: 8_640_000,
    unit: 's',
    description: 'cancel when this many seconds have passed',
    fallback: defaultManagement.maxTimeSeconds,
  }),
  bandwidth: integerOption({
    min: 0,
    // The most MiB/s whose bytes are an exact whole number.
    max: 8_589_934_591,
    unit: 'MiB/s',
    description: 'max-bandwidth in MiB/s; 0 is unlimited',
    fallback: defaultMigrationParameters.bandwidthMibPerSecond,
  }),
  downtime: integerOption({
    min: 0,
    max: 2_000_000,
    unit: 'ms',
    description: 'downtime-limit in ms',
    fallback: defaultMigrationParameters.downtimeLimitMs,
  }),
  autoConverge: switchOption('throttle the vCPUs when the migration does not converge'),
  autoConvergeStep: integerOption({
    ...percent,
    description: 'cpu-throttle-increment in percent',
    fallback: defaultMigrationParameters.throttleIncrement,
  }),
  throttleInitial: integerOption({
    ...percent,
    description: 'cpu-throttle-initial in percent',
    fallback: defaultMigrationParameters.throttleInitial,
  }),
  maxThrottle: integerOption({
    ...percent,
    description: 'max-cpu-throttle in percent, at least --throttle-initial',
    fallback: defaultMigrationParameters.maxThrottle,
  }),
  throttleTailslow: switchOption('cpu-throttle-tailslow: no faster than the dirty rate asks for'),
  throttleTriggerThreshold: integerOption({
    min: 1,
    max: 100,
    unit: '%',
    description: 'throttle-trigger-threshold in percent',
    fallback: defaultMigrationParameters.throttleTriggerThreshold,
  }),
};

const simulation = {
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
  format: choiceOption({
    choices: resultFormats,
    description: 'form of the results',
    fallback: 'table',
  }),
  output: textOption({
    placeholder: 'FILE',
    description: 'write the results to a file, whole or not at all',
    fallback: null,
    fallbackText: 'stdout',
  }),
  verbose: switchOption("guestperf's progress lines, on stderr"),
  ...commonOptions,
};

export const runOptionGroups: readonly OptionGroup[] = [
  { title: 'Guest:', options: guest },
  { title: 'Migration:', options: migration },
  { title: 'Simulation:', options: simulation },
  { title: 'Output:', options: output },
  { title: 'Recorded in the report, without effect on a simulation:', options: recordedOptions },
  { title: 'Not modelled yet:', options: unmodelledOptions },
];

export type RunOptions = OptionValues<
  typeof guest & typeof migration & typeof simulation & typeof output & typeof recordedOptions
>;
