import type { Accelerator } from '../../profiles/accelerator.js';
import { recordedVersion } from '../../guestperf/recorded-scenario.js';
import { type QemuVersion, qemuVersions } from '../../profiles/qemu-version.js';
import type { CalibrationRun, RamPoint } from './calibration-run.js';

/** A sync each 5 s, unless there was one since the last: an iteration of auto-converge is shorter than this. */
const LONGEST_ITERATION_MS = 11_000;

/** What ran the vCPUs; null if a run does not say. */
export function acceleratorOf({ migration }: CalibrationRun): Accelerator | null {
  return migration.setup.accelerator;
}

/** The host as a report names it; null if it does not. */
export function recordedHostName({ report }: CalibrationRun): string | null {
  if (report?.extra?.guestperf_sim !== undefined) return report.extra.guestperf_sim.host;
  const { host } = (report?.extra ?? {}) as { readonly host?: unknown };
  return typeof host === 'string' ? host : null;
}

/** The modelled version of QEMU that ran; null if a run does not say. */
export function versionOf({ migration, report }: CalibrationRun): QemuVersion | null {
  const named = report === null ? null : recordedVersion(report);
  return named ?? qemuVersions.find((version) => version === migration.setup.qemuVersion) ?? null;
}

/** The version of QEMU for a profile, and how it is known. */
export interface ProfileVersion {
  readonly version: QemuVersion;
  /** Null where it is that of the start, which nothing contradicts. */
  readonly known: 'named' | 'latest that fits' | null;
}

/** The version that most runs name, else the latest up to `start` that fits them. */
export function profileVersion(
  runs: readonly CalibrationRun[],
  start: QemuVersion,
): ProfileVersion {
  const named = runs.flatMap((run) => versionOf(run) ?? []);
  if (named.length > 0) {
    const countOf = (version: QemuVersion): number =>
      named.filter((each) => each === version).length;
    const most = Math.max(...qemuVersions.map(countOf));
    const version = qemuVersions.findLast((each) => countOf(each) === most) ?? start;
    return { version, known: 'named' };
  }
  const latest = Math.min(
    ...runs.map((run) => qemuVersions.indexOf(latestOf(run))),
    qemuVersions.indexOf(start),
  );
  const version = qemuVersions[latest];
  return { version, known: version === start ? null : 'latest that fits' };
}

/**
 * The latest version that a run may be of: later ones have other keys in guestperf's report, and from 9.2 on auto-converge
 * syncs each 5 s, so that behind the first pass no iteration is longer than two of these periods.
 */
function latestOf({ migration, points, report }: CalibrationRun): QemuVersion {
  if (report !== null && report.hardware.dirty_ring_size === undefined) return '8.0';
  const longest = Math.max(0, ...iterationsMs(points));
  if (migration.setup.autoConverge === true && longest > LONGEST_ITERATION_MS) return '9.1';
  if (report !== null && report.result === undefined) return '9.2';
  return qemuVersions[qemuVersions.length - 1];
}

/** How long iterations behind the first pass took, ms; those of which both ends were seen. */
function iterationsMs(points: readonly RamPoint[]): readonly number[] {
  const starts = points.filter(
    ({ dirtySyncCount }, index) => dirtySyncCount !== points[index - 1]?.dirtySyncCount,
  );
  return starts.slice(1).flatMap((next, index) => {
    const { dirtySyncCount, elapsedMs } = starts[index];
    const isNext = dirtySyncCount !== null && next.dirtySyncCount === dirtySyncCount + 1;
    return isNext && dirtySyncCount >= 2 ? [next.elapsedMs - elapsedMs] : [];
  });
}
