import { convergenceConflict } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { guestperfScenario } from './guestperf-scenario.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { InputError, type InputProblem } from '../input/input-error.js';
import {
  noPostcopyOptions,
  postcopyParameters,
} from '../engines/qemu/features/postcopy/postcopy.js';
import type { QemuVersion } from '../profiles/qemu-version.js';
import type { Scenario } from '../engines/scenario.js';
import {
  sendMigrationConflict,
  sendMigrationScenario,
} from '../engines/cloud-hypervisor/send-migration.js';
import { type StopChoice, stopChoice, withPolicyAutoConverge } from './stop-choice.js';
import { noStopOptions, stopOptionsSchema } from './stop-options.js';
import { modePostcopyConflict } from './suite-postcopy.js';
import { suiteCapabilityConflict } from './suite-capabilities.js';
import type { Suite, SuiteMode } from './suite.js';
import { type Workload, workloadMemoryMib } from '../profiles/workload.js';
import { modeEncoding, modeEncodingConflict } from './suite-encoding.js';
import { transferConflict } from '../engines/qemu/features/multifd/transfer-conflict.js';
import {
  defaultZeroPageDetection,
  plainTransfer,
  type TransferParameters,
} from '../engines/qemu/features/multifd/transfer.js';

/** A load under a mode: a block of rows in a suite's tables. */
export interface SuiteCell {
  readonly stressMib: number;
  readonly mode: SuiteMode;
  /** What the load is called, where it is not stress. */
  readonly load?: string;
  /** Instead of stress. */
  readonly workload?: Workload;
}

/** The randomness of a run. */
export interface RunNumber {
  readonly seed: string;
  /** From 1. */
  readonly repeat: number;
}

/** The cells of a suite in the order of its tables: each load in turn, under each mode. */
export function suiteCells(suite: Suite): SuiteCell[] {
  return suite.loads.flatMap(({ name, stressMib = 0, workload }) =>
    suite.modes.map((mode) => ({
      stressMib,
      mode,
      ...(workload !== undefined && { load: name, workload }),
    })),
  );
}

/** The scenario of one run of a cell on a host. */
export function suiteScenario(
  suite: Suite,
  host: HostProfile,
  cell: SuiteCell,
  { seed, repeat }: RunNumber,
): Scenario {
  const { stressMib, mode, load, workload } = cell;
  if (mode.cloudHypervisor !== undefined) {
    return suiteSendMigration(suite, host, cell, { seed, repeat });
  }
  const stop = modeStops(suite, mode);
  const version = suite.qemu ?? host.qemu;
  return guestperfScenario(withPolicyAutoConverge(suite.defaults, stop.policy), {
    ...stop,
    name: cellName(suite, mode, stressMib, load),
    mode: mode.name,
    version,
    workload: workload ?? { kind: 'stress', stressMib },
    host,
    dirtyLog: host.dirtyLog,
    dirtyRingSize: mode.dirtyRingSize ?? 0,
    ...(mode.dirtyLimit !== undefined && { dirtyLimit: mode.dirtyLimit }),
    backgroundSync: mode.backgroundSync,
    responsiveThrottle: mode.responsiveThrottle,
    transfer: modeTransfer(mode, version),
    postcopy: postcopyParameters(mode.postcopy ?? noPostcopyOptions, stop.policy),
    ...modeEncoding(mode, suite.defaults.mem),
    seed,
    repeat,
    verify: false,
    ...(mode.freePageHint !== undefined && { freePageHint: mode.freePageHint }),
    ...(suite.vmMib !== undefined && { vmMib: suite.vmMib }),
  });
}

function suiteSendMigration(
  suite: Suite,
  host: HostProfile,
  { stressMib, mode, load, workload }: SuiteCell,
  { seed, repeat }: RunNumber,
): Scenario {
  const { variant = 'ch-main', ...choice } = mode.cloudHypervisor ?? {};
  return sendMigrationScenario(choice, {
    name: cellName(suite, mode, stressMib, load),
    mode: mode.name,
    variant,
    cpus: suite.defaults.cpus,
    memGib: suite.defaults.mem,
    sleepSeconds: suite.defaults.sleep,
    workload: workload ?? { kind: 'stress', stressMib },
    host,
    seed,
    repeat,
    verify: false,
    ...(suite.vmMib !== undefined && { vmMib: suite.vmMib }),
  });
}

/**
 * Checks what a suite's schema cannot: whether its parts fit together, and to the host.
 *
 * @throws InputError naming the suite and the JSON path
 */
export function checkSuite(suite: Suite, host: HostProfile): void {
  checkModes(suite, host);
  const { mem } = suite.defaults;
  for (const [index, { stressMib, workload }] of suite.loads.entries()) {
    if ((stressMib === undefined) === (workload === undefined)) {
      throw suiteError(suite, `loads[${index}]`, {
        problem: 'needs either stressMib or workload, and not both',
      });
    }
    const memory = workload === undefined ? (stressMib ?? 0) : workloadMemoryMib(workload);
    if (memory <= mem * 1024) continue;
    throw suiteError(
      suite,
      `loads[${index}].${workload === undefined ? 'stressMib' : 'workload'}`,
      {
        value: String(Math.round(memory)),
        problem: `is larger than the guest's RAM (defaults.mem ${mem} GiB)`,
      },
    );
  }
}

/**
 * Checks the parameters and modes of a suite alone, for other loads than its own.
 *
 * @throws InputError naming the suite and the JSON path
 */
export function checkModes(suite: Suite, host: HostProfile): void {
  const { mem, throttleInitial, maxThrottle } = suite.defaults;
  if (maxThrottle < throttleInitial) {
    throw suiteError(suite, 'defaults.maxThrottle', {
      value: String(maxThrottle),
      problem: `is below defaults.throttleInitial ${throttleInitial}`,
    });
  }
  const version = suite.qemu ?? host.qemu;
  for (const [index, mode] of suite.modes.entries()) {
    checkEngine(suite, mode, index);
    const path = `modes[${index}].transfer`;
    const clash = transferConflict(
      modeTransfer(mode, version),
      version,
      `${path}.multifdChannels above 0`,
    );
    if (clash !== null) throw suiteError(suite, `${path}.${clash.parameter}`, clash.detail);
    const stop = modeStops(suite, mode);
    const postcopy = modePostcopyConflict(mode, stop, modeTransfer(mode, version), host);
    if (postcopy !== null) {
      throw suiteError(suite, `modes[${index}].${postcopy.path}`, postcopy.detail);
    }
    const { autoConverge } = withPolicyAutoConverge(suite.defaults, stop.policy);
    const misfit = modeEncodingConflict(mode, mem, version, `modes[${index}].`);
    if (misfit !== null) {
      throw suiteError(suite, `modes[${index}].encoding.${misfit.parameter}`, misfit.detail);
    }
    const refusal = suiteCapabilityConflict(suite, host, index, autoConverge);
    if (refusal !== null) throw suiteError(suite, refusal.subject, refusal);
    const choice = { autoConverge, ...mode };
    const conflict = convergenceConflict(choice, version, 'defaults.autoConverge');
    if (conflict === null) continue;
    throw suiteError(suite, `modes[${index}].${conflict.parameter}`, conflict.detail);
  }
}

/** A mode of Cloud Hypervisor has what the variant has, and nothing of QEMU. */
function checkEngine(suite: Suite, mode: SuiteMode, index: number): void {
  if (mode.cloudHypervisor === undefined) return;
  const path = `modes[${index}]`;
  const foreign = Object.entries(mode).find(
    ([key, value]) =>
      !['name', 'cloudHypervisor'].includes(key) &&
      value !== undefined &&
      value !== false &&
      value !== 'off',
  );
  if (foreign !== undefined) {
    throw suiteError(suite, `${path}.${foreign[0]}`, {
      problem: `is QEMU's, and ${path}.cloudHypervisor names another engine`,
    });
  }
  const { variant, ...choice } = mode.cloudHypervisor;
  const memories = suite.loads.map(({ stressMib, workload }) =>
    workload === undefined ? (stressMib ?? 0) : workloadMemoryMib(workload),
  );
  const conflict = sendMigrationConflict(
    choice,
    variant,
    (parameter) => `${path}.cloudHypervisor.${parameter}`,
    suite.defaults.mem * 1024 - Math.max(...memories),
  );
  if (conflict === null) return;
  throw suiteError(suite, `${path}.cloudHypervisor.${conflict.parameter}`, conflict.detail);
}

function suiteError(
  { name }: Suite,
  subject: string,
  detail: Omit<InputProblem, 'subject' | 'file'>,
): InputError {
  return new InputError({ ...detail, subject, file: `suite ${name}` });
}

/** How runs of a mode are ended. */
function modeStops({ name, defaults, modes }: Suite, mode: SuiteMode): StopChoice {
  const options = mode.stop ?? noStopOptions;
  const path = `modes[${modes.indexOf(mode)}].stop`;
  return stopChoice(options, defaults, {
    file: `suite ${name}`,
    nameOf: (option) => `${option in stopOptionsSchema.shape ? path : 'defaults'}.${option}`,
  });
}

function modeTransfer({ transfer }: SuiteMode, version: QemuVersion): TransferParameters {
  if (transfer === undefined) return plainTransfer;
  return {
    ...transfer,
    zeroPageDetection: transfer.zeroPageDetection ?? defaultZeroPageDetection(version),
    deviceStateMib: transfer.deviceStateMib ?? null,
  };
}

function cellName(
  { name }: Suite,
  mode: SuiteMode,
  stressMib: number,
  load: string | undefined,
): string {
  return `${name}/${slug(mode.name)}-${load === undefined ? stressMib : slug(load)}`;
}

/** "background sync + responsive throttle" as part of a scenario's name. */
function slug(mode: string): string {
  return mode
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
