import { convergenceConflict } from './convergence-mode.js';
import { guestperfScenario } from './guestperf-scenario.js';
import type { HostProfile } from './host-profile.js';
import { InputError } from './input-error.js';
import type { Scenario } from './scenario.js';
import type { Suite, SuiteMode } from './suite.js';
import { type Workload, workloadMemoryMib } from './workload.js';

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
  { stressMib, mode, load, workload }: SuiteCell,
  { seed, repeat }: RunNumber,
): Scenario {
  return guestperfScenario(suite.defaults, {
    name: `${suite.name}/${slug(mode.name)}-${load === undefined ? stressMib : slug(load)}`,
    mode: mode.name,
    version: suite.qemu ?? host.qemu,
    workload: workload ?? { kind: 'stress', stressMib },
    host,
    dirtyLog: host.dirtyLog,
    dirtyRingSize: 0,
    backgroundSync: mode.backgroundSync,
    responsiveThrottle: mode.responsiveThrottle,
    seed,
    repeat,
    verify: false,
    ...(mode.freePageHint !== undefined && { freePageHint: mode.freePageHint }),
    ...(suite.vmMib !== undefined && { vmMib: suite.vmMib }),
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
  for (const [index, { stressMib, workload }] of loads.entries()) {
    if ((stressMib === undefined) === (workload === undefined)) {
      throw fault({
        subject: `loads[${index}]`,
        problem: 'needs either stressMib or workload, and not both',
      });
    }
    const memory = workload === undefined ? (stressMib ?? 0) : workloadMemoryMib(workload);
    if (memory <= defaults.mem * 1024) continue;
    throw fault({
      subject: `loads[${index}].${workload === undefined ? 'stressMib' : 'workload'}`,
      value: String(Math.round(memory)),
      problem: `is larger than the guest's RAM (defaults.mem ${defaults.mem} GiB)`,
    });
  }
  for (const [index, mode] of modes.entries()) {
    const choice = { autoConverge: defaults.autoConverge, ...mode };
    const conflict = convergenceConflict(choice, suite.qemu ?? host.qemu, 'defaults.autoConverge');
    if (conflict === null) continue;
    throw fault({ ...conflict.detail, subject: `modes[${index}].${conflict.parameter}` });
  }
}

/** "background sync + responsive throttle" as part of a scenario's name. */
function slug(mode: string): string {
  return mode
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
