import { NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';
import type { Workload } from './workload.js';

/** A ring is emptied at least this often: by QEMU's reaper thread, or by the dirty limit's. */
const HORIZON_NS = NS_PER_S;

/** Pages that the programs of a vCPU write in `runTime`, all pages being protected at its beginning. */
export function pagesWrittenIn(
  workloads: readonly Workload[],
  runTime: Nanoseconds,
  fault: Nanoseconds,
): number {
  return workloads.reduce((sum, workload) => sum + workload.foresee(runTime, fault).pages, 0);
}

/**
 * Run time in which a vCPU fills its ring, all pages being protected at its beginning; Infinity if the
 * ring is emptied before, as it is each second.
 *
 * @param softLimit entries of a full ring
 */
export function ringFillTime(
  workloads: readonly Workload[],
  softLimit: number,
  fault: Nanoseconds,
): Nanoseconds {
  // A hair less: programs with just as many pages as the ring takes never write more.
  const enough = softLimit - 1e-7;
  const missing = (runTime: Nanoseconds): number =>
    enough - pagesWrittenIn(workloads, runTime, fault);
  let low = 0;
  let missingAtLow = enough;
  let high = HORIZON_NS;
  let missingAtHigh = missing(ns(high));
  if (missingAtHigh > 0) return ns(Infinity);
  // False position, exact where pages are written at a constant rate, in turn with halving.
  for (let step = 0; step < 200 && high - low > 1e-6; step++) {
    const share = step % 2 === 0 ? missingAtLow / (missingAtLow - missingAtHigh) : 0.5;
    const time = ns(low + (high - low) * share);
    const left = missing(time);
    if (Math.abs(left) < 1e-9) return time;
    if (left > 0) {
      low = time;
      missingAtLow = left;
    } else {
      high = time;
      missingAtHigh = left;
    }
  }
  return ns(high);
}
