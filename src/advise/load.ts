import { dirtyRateWorkload, readDirtyRates } from './dirty-rate-reply.js';
import { InputError } from '../input/input-error.js';
import { loadWorkloadProfile } from '../profiles/workload-file.js';
import { type Workload, workloadMemoryMib } from '../profiles/workload.js';
import { describeRange } from '../cli/options/integer-option.js';
import type { AdviseOptions } from './options.js';

/**
 * What the guest writes, from the one option that says so.
 *
 * @throws InputError if none or several do, or the guest's RAM is too small for it
 */
export function loadOf(options: AdviseOptions): Workload {
  const { dirtyRate, mem, stressMem, workload } = options;
  const given = [
    ...(stressMem === null ? [] : ['--stress-mem']),
    ...(workload === null ? [] : ['--workload']),
    ...(dirtyRate.length === 0 ? [] : ['--dirty-rate']),
  ];
  if (given.length !== 1) {
    throw new InputError(
      given.length === 0
        ? {
            subject: 'advise',
            problem: 'what the guest writes is missing',
            allowed: '--stress-mem, --workload or --dirty-rate',
          }
        : {
            subject: given[1],
            problem: `contradicts ${given[0]}: one of them says what the guest writes`,
          },
    );
  }
  if (stressMem !== null) {
    checkFits('--stress-mem', String(stressMem), stressMem, mem);
    return { kind: 'stress', stressMib: stressMem };
  }
  if (workload !== null) {
    const profile = loadWorkloadProfile(workload);
    checkFits('--workload', workload, workloadMemoryMib(profile.workload), mem);
    return profile.workload;
  }
  const measured = dirtyRateWorkload(readDirtyRates(dirtyRate));
  checkFits('--dirty-rate', dirtyRate.join(' '), workloadMemoryMib(measured), mem);
  return measured;
}

function checkFits(subject: string, value: string, mib: number, memGib: number): void {
  const max = memGib * 1024;
  if (mib <= max) return;
  throw new InputError({
    subject,
    value,
    problem: `writes ${Math.round(mib)} MiB, more than the guest's RAM (--mem ${memGib})`,
    allowed: describeRange({ min: 1, max, unit: 'MiB' }),
  });
}

/**
 * The workload in a guest of which all RAM has content. Phases and workloads that ended say themselves what is
 * in the guest's memory.
 *
 * @throws InputError if the workload does not allow it and it was asked for
 */
export function inUsedMemory(workload: Workload): Workload | null {
  if (workload.kind === 'phases' || workload.kind === 'ended') return null;
  return { kind: 'ended', junkMib: 0, restInUse: true, background: workload };
}
