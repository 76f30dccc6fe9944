import { optionalKinds } from './kinds.js';
import { candidateKinds } from './kinds.js';
import type { AdviceQuestion } from './advise.js';
import { convergenceModeName } from '../engines/qemu/features/auto-converge/convergence-mode.js';
import { dirtyRingProblem } from '../engines/qemu/features/dirty-limit/dirty-ring.js';
import { parameterDefaults } from '../settings/guestperf-parameters.js';
import { guestperfScenario } from '../settings/guestperf-scenario.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { loadHostProfile } from '../profiles/host-profile-file.js';
import { InputError } from '../input/input-error.js';
import { hostWithLink } from '../profiles/linked-host.js';
import {
  defaultZeroPageDetection,
  plainTransfer,
} from '../engines/qemu/features/multifd/transfer.js';
import type { Goals } from './goals.js';
import type { AdviseOptions } from './options.js';
import { inUsedMemory, loadOf } from './load.js';

/** QEMU's downtime-limit. */
const standardDowntimeMs = 300;
const standardTotalSeconds = 600;
/** A migration is cancelled when it has taken so many times the goal: it will not come near. */
const hopeless = 1.5;

/** Twice as many as the longest published tests were given. */
const mostIterations = 400;

/**
 * What a command line asks.
 *
 * @throws InputError if options contradict each other
 */
export function questionOf(options: AdviseOptions): AdviceQuestion {
  const host = hostOf(options);
  const version = options.qemu ?? host.qemu;
  const problem = dirtyRingProblem(options.dirtyRingSize, host.accelerator ?? 'kvm');
  if (problem !== null) throw new InputError({ ...problem, subject: '--dirty-ring-size' });
  const load = loadOf(options);
  const used = options.ramInUse === 'all' ? inUsedMemory(load) : null;
  const goals = goalsOf(options, host);
  const choice = { autoConverge: false, backgroundSync: 'off', responsiveThrottle: false } as const;
  return {
    plain: guestperfScenario(
      {
        ...parameterDefaults,
        throttleTailslow: false,
        autoConverge: false,
        cpus: options.cpus,
        mem: options.mem,
        downtime: goals.maxDowntimeMs,
        maxIters: mostIterations,
        maxTime: Math.ceil(goals.maxTotalSeconds * hopeless) + 1,
      },
      {
        ...choice,
        name: 'advise',
        mode: convergenceModeName(choice),
        version,
        workload: used ?? load,
        host,
        dirtyLog: host.dirtyLog,
        dirtyRingSize: options.dirtyRingSize,
        transfer: { ...plainTransfer, zeroPageDetection: defaultZeroPageDetection(version) },
        seed: options.seed,
        repeat: 1,
        verify: false,
      },
    ),
    workload: load,
    ramInUse: used === null ? 'workload' : 'all',
    goals,
    assumedGoals: [
      ...(options.maxDowntime === null ? ['--max-downtime'] : []),
      ...(options.maxTotal === null ? ['--max-total'] : []),
    ],
    kinds: candidateKinds.filter(
      ({ name }) => !optionalKinds.includes(name) || !options.without.includes(name),
    ),
    runs: options.runs,
    explain: options.explain,
  };
}

function hostOf({ host, linkGbit, linkMbit }: AdviseOptions): HostProfile {
  if (linkGbit !== null && linkMbit !== null) {
    throw new InputError({ subject: '--link-mbit', problem: 'contradicts --link-gbit' });
  }
  const profile = loadHostProfile(host);
  if (linkGbit !== null) return hostWithLink(profile, linkGbit, '--link-gbit');
  if (linkMbit !== null) return hostWithLink(profile, linkMbit / 1000, '--link-mbit');
  return profile;
}

function goalsOf(options: AdviseOptions, host: HostProfile): Goals {
  const bits = options.mem * 2 ** 30 * 8;
  const onceSeconds = bits / (host.parameters.linkGbitPerSecond.value * 1e9);
  return {
    maxDowntimeMs: options.maxDowntime ?? standardDowntimeMs,
    maxTotalSeconds: options.maxTotal ?? Math.max(standardTotalSeconds, Math.ceil(3 * onceSeconds)),
    minGuestSpeedPercent: options.minGuestSpeed ?? 0,
  };
}
