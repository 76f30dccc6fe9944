import { simulate } from '../../engines/simulate.js';
import { readRecording, type GivenLoad } from '../../guestperf/recorded-scenario.js';
import { PAGE_BYTES, PAGES_PER_MIB } from '../../memory/units.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { workingSetMib } from '../../profiles/workload.js';
import { mean } from '../../statistics/summary.js';
import { type HostReading, meanOfRuns, type RunReading } from './host-reading.js';
import { withNumber } from './recorded-host.js';
import type { PredictableRun } from './run-load.js';

/** Pages of zeroes that a guest makes while it runs, and one slice of what may not have been counted, MiB. */
const ERROR_MIB = 1;
const assumed = { provenance: 'assumed', source: 'a candidate' } as const;

/** A guest that holds less than its program by more than this runs something else, relative. */
const LARGEST_LACK = 0.05;

/**
 * What the guest's memory holds beside its program: pages that were never sent as zero have content. How much of
 * that is neither the program's nor page descriptors, a simulation of the run tells whose kernel takes nothing.
 */
export function kernelMemoryReadings(
  runs: readonly PredictableRun[],
  host: HostProfile,
  given: GivenLoad,
): readonly HostReading[] {
  const freedMib = host.parameters.guestFreedMib.value;
  const empty = withNumber(host, 'guestKernelMib', { value: 0, ...assumed });
  const plausible = runs.flatMap((run) => {
    const content = contentMib(run, empty, given);
    if (content === null) return [];
    const { ours, recorded } = content;
    if (recorded < workingSetMib(run.workload) * (1 - LARGEST_LACK)) return [];
    const value = Math.max(0, recorded - ours);
    // One without a kernel, as small guests of tests are, has no page descriptors either: the model's are too many.
    const standardError = Math.hypot(ERROR_MIB, Math.min(0, recorded - ours));
    const reading: RunReading = { file: run.file, value, standardError };
    return [{ ...reading, isIdle: run.workload.kind === 'idle' }];
  });
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

/** Memory with content, recorded and in a simulation on `host`, MiB; null if the run does not tell. */
function contentMib(
  run: PredictableRun,
  host: HostProfile,
  given: GivenLoad,
): { readonly recorded: number; readonly ours: number } | null {
  const last = run.end?.ram ?? run.points[run.points.length - 1];
  // Until the first pass is over, not all zero pages have been sent.
  if (last === undefined || last.zeroPages === null || (last.dirtySyncCount ?? 0) < 2) return null;
  const { history } = simulate(readRecording(run.report, host, given).scenario('calibration', 1));
  // After a cancel QEMU says the status, and nothing else.
  const ours = history.findLast(({ dirtySyncCount }) => dirtySyncCount >= 2);
  if (ours === undefined) return null;
  return {
    recorded: (last.totalBytes / PAGE_BYTES - last.zeroPages) / PAGES_PER_MIB,
    ours: (ours.totalBytes / PAGE_BYTES - ours.duplicatePages) / PAGES_PER_MIB,
  };
}
