import { convergenceConflict } from './convergence-mode.js';
import { guestperfScenario } from './guestperf-scenario.js';
import type { HostProfile } from './host-profile.js';
import { InputError } from './input-error.js';
import type { QemuVersion } from './qemu-version.js';
import type { Scenario } from './scenario.js';
import type { Suite, SuiteMode } from './suite.js';
import { transferConflict } from './transfer-conflict.js';
import { defaultZeroPageDetection, plainTransfer, type TransferParameters } from './transfer.js';

/** A load under a mode: a block of rows in a suite's tables. */
export interface SuiteCell {
  readonly stressMib: number;
  readonly mode: SuiteMode;
}

/** The randomness of a run. */
export interface RunNumber {
  readonly seed: string;
  /** From 1. */
  readonly repeat: number;
}

/** The cells of a suite in the order of its tables: each load in turn, under each mode. */
export function suiteCells(suite: Suite): SuiteCell[] {
  return suite.loads.flatMap(({ stressMib }) => suite.modes.map((mode) => ({ stressMib, mode })));
}

/** The scenario of one run of a cell on a host. */
export function suiteScenario(
  suite: Suite,
  host: HostProfile,
  { stressMib, mode }: SuiteCell,
  { seed, repeat }: RunNumber,
): Scenario {
  const version = suite.qemu ?? host.qemu;
  return guestperfScenario(suite.defaults, {
    name: `${suite.name}/${slug(mode.name)}-${stressMib}`,
    mode: mode.name,
    version,
    workload: { kind: 'stress', stressMib },
    host,
    dirtyLog: host.dirtyLog,
    dirtyRingSize: 0,
    backgroundSync: mode.backgroundSync,
    responsiveThrottle: mode.responsiveThrottle,
    transfer: modeTransfer(mode, version),
    seed,
    repeat,
    verify: false,
  });
}

/**
 * Checks what a suite's schema cannot: whether its parts fit together, and to the host.
 *
 * @throws InputError naming the suite and the JSON path
 */
export function checkSuite(suite: Suite, host: HostProfile): void {
  const { loads, modes, defaults } = suite;
  const fault = (detail: ConstructorParameters<typeof InputError>[0]): InputError =>
    new InputError({ ...detail, file: `suite ${suite.name}` });
  if (defaults.maxThrottle < defaults.throttleInitial) {
    throw fault({
      subject: 'defaults.maxThrottle',
      value: String(defaults.maxThrottle),
      problem: `is below defaults.throttleInitial ${defaults.throttleInitial}`,
    });
  }
  for (const [index, { stressMib }] of loads.entries()) {
    if (stressMib <= defaults.mem * 1024) continue;
    throw fault({
      subject: `loads[${index}].stressMib`,
      value: String(stressMib),
      problem: `is larger than the guest's RAM (defaults.mem ${defaults.mem} GiB)`,
    });
  }
  const version = suite.qemu ?? host.qemu;
  for (const [index, mode] of modes.entries()) {
    const path = `modes[${index}].transfer`;
    const clash = transferConflict(
      modeTransfer(mode, version),
      version,
      `${path}.multifdChannels above 0`,
    );
    if (clash !== null) throw fault({ ...clash.detail, subject: `${path}.${clash.parameter}` });
    const choice = { autoConverge: defaults.autoConverge, ...mode };
    const conflict = convergenceConflict(choice, version, 'defaults.autoConverge');
    if (conflict === null) continue;
    throw fault({ ...conflict.detail, subject: `modes[${index}].${conflict.parameter}` });
  }
}

function modeTransfer({ transfer }: SuiteMode, version: QemuVersion): TransferParameters {
  if (transfer === undefined) return plainTransfer;
  return {
    ...transfer,
    zeroPageDetection: transfer.zeroPageDetection ?? defaultZeroPageDetection(version),
    deviceStateMib: transfer.deviceStateMib ?? null,
  };
}

/** "background sync + responsive throttle" as part of a scenario's name. */
function slug(mode: string): string {
  return mode
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
