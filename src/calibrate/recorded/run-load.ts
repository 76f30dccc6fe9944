import { type GivenLoad, readRecording } from '../../guestperf/recorded-scenario.js';
import type { GuestperfReport } from '../../guestperf/report-schema.js';
import { PAGE_BYTES } from '../../memory/units.js';
import { firstVisits } from '../../profiles/first-visits.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import type { Workload } from '../../profiles/workload.js';
import { mean } from '../../statistics/summary.js';
import { unmodelledFeature } from '../../validate/unmodelled-feature.js';
import type { CalibrationRun, RamPoint } from './calibration-run.js';
import { paceOf, type WrittenStretch } from './guest-lines.js';

/** A run of which enough is known to simulate it. */
export interface PredictableRun extends CalibrationRun {
  readonly report: GuestperfReport;
  readonly workload: Workload;
  /** Whether its program writes as fast as it can. */
  readonly isFullSpeed: boolean;
}

/** Why a run cannot be simulated: a clause. */
export interface UnpredictableRun {
  readonly file: string;
  readonly why: string;
}

/** What a report has to say, and one of a migration that was only watched may not. */
const decisive = ['scenario.downtime', 'scenario.bandwidth', 'scenario.auto_converge'];

/** Sorts runs by whether they can be simulated. */
export function predictableRuns(
  runs: readonly CalibrationRun[],
  host: HostProfile,
  given: GivenLoad,
): { readonly known: readonly PredictableRun[]; readonly unknown: readonly UnpredictableRun[] } {
  const known: PredictableRun[] = [];
  const unknown: UnpredictableRun[] = [];
  for (const run of runs) {
    const { file, report } = run;
    const why = unknownOf(report, given);
    if (report === null || why !== null) {
      unknown.push({ file, why: why ?? '' });
      continue;
    }
    const { workload } = readRecording(report, host, given).scenario('load', 1);
    known.push({ ...run, report, workload, isFullSpeed: isFullSpeed(report, workload) });
  }
  return { known, unknown };
}

function unknownOf(report: GuestperfReport | null, given: GivenLoad): string | null {
  if (report === null) return 'a series of answers says nothing of its guest and its settings';
  const feature = unmodelledFeature(report);
  if (feature !== null) return `not modelled: ${feature}`;
  const silent = decisive.filter((name) => report.extra?.watched?.not_told.includes(name));
  if (silent.length > 0) return `nobody told ${silent.join(', ')}`;
  const isGiven = given.stressMem !== undefined || given.workload !== undefined;
  if (isGiven || saysItsLoad(report)) return null;
  return 'it does not say what the guest ran: --stress-mem or --workload may';
}

/** Without an `extra` block it was guestperf's own program. */
function saysItsLoad({ extra }: GuestperfReport): boolean {
  if (extra === undefined || extra.guestperf_sim !== undefined) return true;
  return extra.stress !== undefined || extra.lab_scenario !== undefined;
}

function isFullSpeed({ extra }: GuestperfReport, workload: Workload): boolean {
  if (workload.kind === 'stress') return true;
  const stress = extra?.stress ?? extra?.lab_scenario?.stress ?? null;
  if (stress === null || workload.kind !== 'sequential') return false;
  return !((stress.cpurate ?? 0) > 0) && !((stress.rate ?? 0) > 0);
}

/** Whether its program sleeps between writes, and so makes up for a throttle. */
export function isSleepPaced({ workload }: PredictableRun): boolean {
  return 'pacing' in workload && workload.pacing === 'sleep';
}

/**
 * Part of the visits of a pass that find a page which the last sync has protected; null if that is not known.
 *
 * @param lines of one vCPU or of each, in such passes
 * @param seconds that such a pass takes; null if none was seen
 */
export function firstVisitShare(
  { report, workload }: PredictableRun,
  lines: readonly WrittenStretch[],
  seconds: number | null,
): number | null {
  if (seconds === null || lines.length === 0) return null;
  const visits = (seconds * paceOf(lines) * report.hardware.cpus * 1024) / PAGE_BYTES;
  const first = firstVisits(workload, visits);
  return first === null ? null : first / visits;
}

/** How long the first pass took, s; null if its end was not seen. */
export function firstPassSeconds(run: CalibrationRun): number | null {
  const [end] = laterPasses(run);
  return end === undefined ? null : end.elapsedMs / 1000;
}

/** How long the passes behind the first one took that began under a throttle, s in the mean; null if there are none. */
export function laterPassSeconds(run: CalibrationRun, throttlePercent: number): number | null {
  const starts = laterPasses(run);
  const seconds = starts.slice(1).flatMap((end, index) => {
    const begin = starts[index];
    const isMeant = begin.throttlePercent === throttlePercent;
    return isMeant ? [(end.elapsedMs - begin.elapsedMs) / 1000] : [];
  });
  return seconds.length === 0 ? null : mean(seconds);
}

/** The first answers of each pass behind the first one. */
function laterPasses({ points }: CalibrationRun): readonly RamPoint[] {
  return points.filter(
    ({ dirtySyncCount }, index) =>
      (dirtySyncCount ?? 0) >= 2 && dirtySyncCount !== points[index - 1]?.dirtySyncCount,
  );
}
