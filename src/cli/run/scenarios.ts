import { defaultMigrationParameters, guestperfVmMib } from '../../scenario/defaults.js';
import type { HostProfile } from '../../scenario/host-profile.js';
import { InputError } from '../../scenario/input-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { describeRange } from '../options/integer-option.js';
import type { RunOptions } from './options.js';

/** guestperf.py names its one scenario so. */
const scenarioName = 'perfreport';

/**
 * The scenarios that a command line asks for: each load in turn, each with its repeats.
 *
 * @throws InputError if options contradict each other
 */
export function scenariosOf(options: RunOptions, host: HostProfile): Scenario[] {
  checkThrottle(options);
  return loadsOf(options).flatMap((stressMib) =>
    Array.from({ length: options.repeat }, (_, index) =>
      scenarioOf(options, host, stressMib, index + 1),
    ),
  );
}

function scenarioOf(
  options: RunOptions,
  host: HostProfile,
  stressMib: number,
  repeat: number,
): Scenario {
  return {
    name: scenarioName,
    mode: options.autoConverge ? 'original' : 'precopy',
    vmm: 'qemu',
    version: options.qemu ?? host.qemu,
    hardware: {
      cpus: options.cpus,
      memGib: options.mem,
      vmMib: guestperfVmMib(options.mem),
      dirtyRingSize: options.dirtyRingSize,
    },
    workload: { kind: 'stress', stressMib },
    host,
    dirtyLog: options.dirtyLog ?? host.dirtyLog,
    migration: {
      ...defaultMigrationParameters,
      bandwidthMibPerSecond: options.bandwidth,
      downtimeLimitMs: options.downtime,
      autoConverge: options.autoConverge,
      throttleInitial: options.throttleInitial,
      throttleIncrement: options.autoConvergeStep,
      maxThrottle: options.maxThrottle,
      throttleTailslow: options.throttleTailslow,
      throttleTriggerThreshold: options.throttleTriggerThreshold,
    },
    management: {
      maxIterations: options.maxIters,
      maxTimeSeconds: options.maxTime,
      sleepSeconds: options.sleep,
    },
    seed: options.seed,
    repeat,
    verify: options.verify,
  };
}

function loadsOf({ mem, stressMem }: RunOptions): readonly number[] {
  const ramMib = mem * 1024;
  for (const load of stressMem) {
    if (load <= ramMib) continue;
    throw new InputError({
      subject: '--stress-mem',
      value: String(load),
      problem: `is larger than the guest's RAM (--mem ${mem})`,
      allowed: describeRange({ min: 1, max: ramMib, unit: 'MiB' }),
    });
  }
  return stressMem.length > 0 ? stressMem : [ramMib];
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
