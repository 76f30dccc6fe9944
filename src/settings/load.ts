import { describeRange } from '../engines/refusal.js';
import { InputError } from '../input/input-error.js';
import { loadWorkloadProfile } from '../profiles/profile-files.js';
import { type Workload, workloadMemoryMib, type WorkloadProfile } from '../profiles/workload.js';
import type { GivenSettings } from './given-settings.js';

/** What the guest runs, and what a scenario of it is called. */
export interface Load {
  readonly scenario: string;
  readonly workload: Workload;
}

/** RAM of the guest in GiB, and of the VM in MiB. */
interface GuestMemory {
  readonly mem: number;
  readonly vmMem: number;
}

/** guestperf.py names its one scenario so. */
const guestperfScenarioName = 'perfreport';

/**
 * The load that was asked for: a workload profile, or guestperf's stress.
 *
 * @throws InputError if it is no load, or does not fit in the guest's RAM
 */
export function loadOf(given: GivenSettings, { mem, vmMem }: GuestMemory): Load {
  const load = chosenLoad(given, mem);
  const written = Math.ceil(workloadMemoryMib(load.workload));
  if (written <= vmMem) return load;
  throw new InputError({
    subject: given.name('vmMem'),
    value: String(vmMem),
    problem: `is less than the ${written} MiB that the workload writes`,
  });
}

function chosenLoad(given: GivenSettings, memGib: number): Load {
  const stressMib = given.value('stressMem');
  const workload = given.value('workload');
  if (workload === undefined) {
    return stressLoad(typeof stressMib === 'number' ? stressMib : memGib * 1024, given, memGib);
  }
  if (stressMib !== undefined) {
    const problem = `contradicts ${given.name('stressMem')}, the load of guestperf's own stress program`;
    throw new InputError({ subject: given.name('workload'), problem });
  }
  const load = workloadOf(workload);
  const written = Math.round(workloadMemoryMib(load.workload));
  if (written <= memGib * 1024) return load;
  throw new InputError({
    subject: given.name('workload'),
    ...(typeof workload === 'string' && { value: workload }),
    problem: `writes ${written} MiB, more than the guest's RAM (${given.name('mem')} ${memGib})`,
  });
}

function stressLoad(stressMib: number, given: GivenSettings, memGib: number): Load {
  const max = memGib * 1024;
  if (stressMib > max) {
    throw new InputError({
      subject: given.name('stressMem'),
      value: String(stressMib),
      problem: `is larger than the guest's RAM (${given.name('mem')} ${memGib})`,
      allowed: describeRange({ min: 1, max, unit: 'MiB' }),
    });
  }
  return { scenario: guestperfScenarioName, workload: { kind: 'stress', stressMib } };
}

/** By name or path, as a profile, or as what a profile has under `workload`. */
function workloadOf(given: unknown): Load {
  if (typeof given === 'string') return named(loadWorkloadProfile(given));
  const profile = given as WorkloadProfile | Workload;
  if ('workload' in profile) return named(profile);
  return { scenario: guestperfScenarioName, workload: profile };
}

function named({ name, workload }: WorkloadProfile): Load {
  return { scenario: name, workload };
}
