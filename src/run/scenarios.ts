import { convergenceModeName } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { guestperfScenario } from '../settings/guestperf-scenario.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { deviceStateMib } from '../profiles/host-transfer.js';
import { InputError } from '../input/input-error.js';
import { stopChoice, withPolicyAutoConverge } from '../settings/stop-choice.js';
import type { Scenario } from '../engines/scenario.js';
import { convergenceChoice, withMode } from '../cli/options/convergence-options.js';
import { checkCapabilities, dirtyLimitChoice } from '../cli/options/dirty-limit-options.js';
import { encodingLabels } from '../engines/qemu/features/compression/encoding.js';
import { encodingChoice } from '../cli/options/encoding-options.js';
import { transferChoice } from '../cli/options/multifd-options.js';
import { postcopyChoice } from '../cli/options/postcopy-options.js';
import { describeRange } from '../cli/options/integer-option.js';
import { flagOf } from '../cli/options/option.js';
import { cloudHypervisorScenarios } from './cloud-hypervisor-scenarios.js';
import { checkEngineOptions } from './engine-choice.js';
import type { RunOptions } from './options.js';
import { workloadsOf } from './workloads.js';

/**
 * The scenarios that a command line asks for: each load in turn, each with its repeats.
 *
 * @param written keys of the options that were written, not left at their defaults
 * @throws InputError if options contradict each other, or are another engine's
 */
export function scenariosOf(
  options: RunOptions,
  host: HostProfile,
  written: ReadonlySet<string>,
): Scenario[] {
  checkEngineOptions(options.vmm, written);
  return options.vmm === 'qemu'
    ? qemuScenarios(options, host)
    : cloudHypervisorScenarios(options, host, written.has('downtime'));
}

function qemuScenarios(asked: RunOptions, host: HostProfile): Scenario[] {
  const given = withMode(asked);
  checkThrottle(given);
  const stop = stopChoice(given, given, {
    nameOf: (option) => flagOf(option === 'autoConverge' && given.mode !== null ? 'mode' : option),
  });
  const options = withPolicyAutoConverge(given, stop.policy);
  const version = options.qemu ?? host.qemu;
  const choice = convergenceChoice(options, version);
  const transfer = transferChoice(options, version);
  const postcopy = postcopyChoice(options, {
    policy: stop.policy,
    pauses: stop.pause !== null,
    freePageHint: options.freePageHint,
    hasDeviceState: deviceStateMib(transfer, host.transfer) > 0,
  });
  const encoding = encodingChoice(options, version, transfer.multifdChannels);
  checkCapabilities({ ...options, postcopy: postcopy !== undefined }, version, host);
  checkDirtyLog(options);
  const shared = {
    ...choice,
    ...stop,
    mode: [
      convergenceModeName({ ...choice, dirtyLimit: options.dirtyLimit }),
      ...(options.freePageHint === 'none' ? [] : [`free pages: ${options.freePageHint}`]),
      ...(postcopy === undefined ? [] : ['postcopy']),
      ...encodingLabels(encoding),
    ].join(' + '),
    version,
    host,
    dirtyLog: options.dirtyLog ?? host.dirtyLog,
    dirtyRingSize: options.dirtyRingSize,
    ...dirtyLimitChoice(options),
    transfer,
    ...(postcopy !== undefined && { postcopy }),
    ...(encoding !== undefined && { encoding }),
    seed: options.seed,
    verify: options.verify,
    ...(options.freePageHint !== 'none' && { freePageHint: options.freePageHint }),
  };
  return workloadsOf(options).flatMap(({ scenario, workload }) =>
    Array.from({ length: options.repeat }, (_, index) =>
      guestperfScenario(options, { ...shared, name: scenario, workload, repeat: index + 1 }),
    ),
  );
}

/** With a dirty ring the forms of the bitmap do not matter. */
function checkDirtyLog({ dirtyLog, dirtyRingSize }: RunOptions): void {
  if (dirtyLog === null || dirtyRingSize === 0) return;
  const problem = 'contradicts --dirty-ring-size: a ring takes the place of the bitmap';
  throw new InputError({ subject: '--dirty-log', value: dirtyLog, problem });
}

/** QEMU's own check of max-cpu-throttle. */
function checkThrottle({ throttleInitial, maxThrottle }: RunOptions): void {
  if (maxThrottle >= throttleInitial) return;
  throw new InputError({
    subject: '--max-throttle',
    value: String(maxThrottle),
    problem: `is below --throttle-initial ${throttleInitial}`,
    allowed: describeRange({ min: throttleInitial, max: 99, unit: '%' }),
  });
}
