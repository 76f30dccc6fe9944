import { InputError } from '../input/input-error.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../memory/units.js';
import { firstVisits } from '../profiles/first-visits.js';
import type { Workload } from '../profiles/workload.js';
import { type RecordedGuest, recordedGuest } from './recorded-guest.js';
import type { RecordedStress } from './recording-extra.js';
import type { GuestperfReport } from './report-schema.js';
import { NS_PER_S } from '../sim/time.js';
import type { SimulationExtra } from './simulation-extra.js';

/** By how much a program may be faster than its lines of pass 1. */
const LARGEST_SPEEDUP = 2;

/** The load of a recorded guest, and how it is known. */
export interface RecordedWorkload {
  readonly workload: Workload;
  readonly readAs: string;
  /** Whether its pace is that of the guest's own lines, up to the end of pass 1. */
  readonly isPaced: boolean;
}

/**
 * guestperf's own stress program fills `mem` GiB; an `extra` block says what ran instead.
 *
 * @param writeFaultNs what the first write to a page costs that a sync has protected: a part of the time that lines of pass 1
 *   tell, which is not the program's own
 */
export function recordedWorkload(report: GuestperfReport, writeFaultNs: number): RecordedWorkload {
  const { extra, hardware } = report;
  // Who only watches does not see what the guest runs.
  if (extra === undefined || extra.watched !== undefined) {
    return {
      workload: { kind: 'stress', stressMib: hardware.mem * 1024 },
      readAs: `the report does not say what the guest ran: guestperf's stress program over all ${hardware.mem} GiB, unless --stress-mem or --workload says otherwise`,
      isPaced: false,
    };
  }
  if (extra.guestperf_sim !== undefined) return simulatedWorkload(extra.guestperf_sim);
  const stress = extra.stress ?? extra.lab_scenario?.stress ?? null;
  const perVcpuMib = stress?.stressmb;
  if (stress === null || !perVcpuMib)
    return { workload: { kind: 'idle' }, readAs: 'idle guest', isPaced: false };
  const guest = recordedGuest(report);
  const before = extra.derived?.guest_rate_before_mibps ?? 0;
  const pace = paceOf(stress, guest, before / hardware.cpus);
  const workingSetMib = perVcpuMib * hardware.cpus;
  const workload = stressedWorkload(stress, workingSetMib, pace?.mibPerSecond ?? null, guest);
  return {
    workload:
      guest === null ? workload : withoutFaults(workload, guest, hardware.cpus, writeFaultNs),
    readAs: pace === null ? 'guest at full speed' : pace.readAs,
    isPaced: guest !== null,
  };
}

function stressedWorkload(
  stress: RecordedStress,
  workingSetMib: number,
  mibPerSecond: number | null,
  guest: RecordedGuest | null,
): Workload {
  if (mibPerSecond === null) return { kind: 'stress', stressMib: workingSetMib };
  const pacing = (stress.rate ?? 0) > 0 ? 'sleep' : 'cpu';
  const bytesPerPage = (stress.words ?? PAGE_BYTES / 8) * 8;
  const visits = { workingSetMib, mibPerSecond, bytesPerPage };
  switch (stress.pattern ?? 'seq') {
    case 'hotcold':
      return {
        kind: 'hot-cold',
        ...visits,
        hotPagesPercent: stress.hotpct ?? 10,
        hotWritesPercent: stress.hotw ?? 90,
      };
    case 'random':
    case 'rand':
    case 'uniform':
      return { kind: 'random', ...visits, pacing };
    default:
      return {
        kind: 'sequential',
        ...visits,
        pacing,
        ...(pacing === 'cpu' && guest !== null && { writtenMib: guest.writtenMib }),
      };
  }
}

/** `workload` at the pace that its program has where no write finds a page protected. */
function withoutFaults(
  workload: Workload,
  { mib: { before, firstPass } }: RecordedGuest,
  cpus: number,
  writeFaultNs: number,
): Workload {
  const faults = firstVisits(workload, firstPass * cpus * PAGES_PER_MIB);
  if (!('mibPerSecond' in workload) || faults === null || writeFaultNs === 0) return workload;
  const share = faults / ((before + firstPass) * cpus * PAGES_PER_MIB);
  const secondsPerMib =
    1 / workload.mibPerSecond - (share * PAGES_PER_MIB * writeFaultNs) / NS_PER_S;
  // A program at full speed may owe most of its time to faults, and the number is not that exact.
  const most = workload.mibPerSecond * LARGEST_SPEEDUP;
  const mibPerSecond = secondsPerMib > 1 / most ? 1 / secondsPerMib : most;
  return { ...workload, mibPerSecond: Number(mibPerSecond.toPrecision(4)) };
}

/** MiB/s of page visits of one vCPU, and how it is known. */
interface Pace {
  readonly mibPerSecond: number;
  readonly readAs: string;
}

/** The pace as its lines say, as measured before, as asked for; null for full speed. */
function paceOf(stress: RecordedStress, guest: RecordedGuest | null, before: number): Pace | null {
  if (guest !== null) {
    return paceRead(guest.mibPerSecond, `from ${guest.lines} of its lines up to the end of pass 1`);
  }
  if (before > 0) return paceRead(before, 'as measured before the migration');
  // As an option of the program, 0 is no pace.
  const asked = [stress.cpurate, stress.rate].find((rate) => rate !== undefined && rate > 0);
  return asked === undefined ? null : paceRead(asked, 'as its program was asked for');
}

function paceRead(mibPerSecond: number, how: string): Pace {
  const pace = Number(mibPerSecond.toPrecision(4));
  return { mibPerSecond, readAs: `guest at ${pace} MiB/s a vCPU, ${how}` };
}

/** A simulated run says how much its stress program wrote; other workloads are more than a number. */
function simulatedWorkload({ record }: SimulationExtra): RecordedWorkload {
  if (record.workload === 'stress') {
    const workload = { kind: 'stress', stressMib: record.stress_mem_mb } as const;
    return { workload, readAs: 'a simulated guest', isPaced: false };
  }
  throw new InputError({
    subject: '--recorded',
    problem: `a report does not describe the workload ${record.workload} of a simulated run`,
  });
}
