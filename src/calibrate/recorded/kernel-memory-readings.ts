import { simulate } from '../../engines/simulate.js';
import { readRecording, type GivenLoad } from '../../guestperf/recorded-scenario.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../memory/units.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { mean } from '../../statistics/summary.js';
import { type HostReading, meanOfRuns, type RunReading } from './host-reading.js';
import type { PredictableRun } from './run-load.js';

/** Pages of zeroes that a guest makes while it runs, and one slice of what may not have been counted, MiB. */
const ERROR_MIB = 1;

/**
 * What the guest's memory holds beside its program: pages that were never sent as zero have content. How much of
 * that is neither the program's nor page descriptors, a simulation of the run tells, which is off by as much as the
 * kernel's memory is.
 */
export function kernelMemoryReadings(
  runs: readonly PredictableRun[],
  host: HostProfile,
  given: GivenLoad,
): readonly HostReading[] {
  const kernelMib = host.parameters.guestKernelMib.value;
  const freedMib = host.parameters.guestFreedMib.value;
  const readings = runs.flatMap((run) => {
    const miss = contentMiss(run, host, given);
    if (miss === null) return [];
    const reading: RunReading = {
      file: run.file,
      value: kernelMib + miss,
      standardError: ERROR_MIB,
    };
    return [{ ...reading, isIdle: run.workload.kind === 'idle' }];
  });
  const plausible = readings.filter(({ value }) => value > 0);
  const busy = plausible.filter(({ isIdle }) => !isIdle);
  const idle = plausible.filter(({ isIdle }) => isIdle);
  const origin = 'pages of the first pass that were not zero';
  if (busy.length === 0) return meanOfRuns('guestKernelMib', idle, origin);
  const kernel = meanOfRuns('guestKernelMib', busy, origin);
  // What boot has freed a program takes, and an idle guest keeps.
  const freed = idle.map((each) => ({
    file: each.file,
    value: Math.max(0, freedMib + each.value - mean(busy.map(({ value }) => value))),
    standardError: Math.hypot(ERROR_MIB, kernel[0].scatter, kernel[0].standardError),
  }));
  return [
    ...kernel,
    ...meanOfRuns('guestFreedMib', freed, 'the same of idle guests, less that of others'),
  ];
}

/** By how much more memory has content than in a simulation, MiB; null if the run does not tell. */
function contentMiss(run: PredictableRun, host: HostProfile, given: GivenLoad): number | null {
  const last = run.end?.ram ?? run.points[run.points.length - 1];
  // Until the first pass is over, not all zero pages have been sent.
  if (last === undefined || last.zeroPages === null || (last.dirtySyncCount ?? 0) < 2) return null;
  const { history } = simulate(readRecording(run.report, host, given).scenario('calibration', 1));
  // After a cancel QEMU says the status, and nothing else.
  const ours = history.findLast(({ dirtySyncCount }) => dirtySyncCount >= 2);
  if (ours === undefined) return null;
  const recorded = contentOf(last.totalBytes, last.zeroPages);
  return (recorded - contentOf(ours.totalBytes, ours.duplicatePages)) / PAGES_PER_MIB;
}

function contentOf(totalBytes: number, zeroPages: number): number {
  return totalBytes / PAGE_BYTES - zeroPages;
}
