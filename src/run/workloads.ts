import { InputError } from '../input/input-error.js';
import { loadWorkloadProfile } from '../profiles/workload-file.js';
import { type Workload, workloadMemoryMib } from '../profiles/workload.js';
import { describeRange } from '../cli/options/integer-option.js';
import type { RunOptions } from './options.js';

/** A workload, and what its scenario is called. */
export interface NamedWorkload {
  readonly scenario: string;
  readonly workload: Workload;
}

/** guestperf.py names its one scenario so. */
const guestperfScenarioName = 'perfreport';

/**
 * The workloads that a command line asks for: a profile, or guestperf's stress under each load.
 *
 * @throws InputError if one does not fit in the guest's RAM
 */
export function workloadsOf(options: RunOptions): readonly NamedWorkload[] {
  const { workload, stressMem } = options;
  if (workload === null) {
    return stressLoads(options).map((stressMib) => ({
      scenario: guestperfScenarioName,
      workload: { kind: 'stress', stressMib },
    }));
  }
  if (stressMem.length > 0) {
    throw new InputError({
      subject: '--workload',
      problem: "contradicts --stress-mem, the load of guestperf's own stress program",
    });
  }
  const profile = loadWorkloadProfile(workload);
  const written = Math.round(workloadMemoryMib(profile.workload));
  if (written > options.mem * 1024) {
    throw new InputError({
      subject: '--workload',
      value: workload,
      problem: `writes ${written} MiB, more than the guest's RAM (--mem ${options.mem})`,
    });
  }
  return [{ scenario: profile.name, workload: profile.workload }];
}

function stressLoads({ mem, stressMem }: RunOptions): readonly number[] {
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
