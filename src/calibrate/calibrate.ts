import type { DirtyLogForm } from '../host/dirty-tracking.js';
import type { HostParameterName, HostProfile, Parameter } from '../profiles/host-profile.js';
import type { MigrationResult } from '../engines/migration-result.js';
import { simulate } from '../engines/simulate.js';
import { coverLetterScenario } from '../validate/cover-letter.js';
import { levenbergMarquardt, type FitParameter, type FitProgress } from './levenberg-marquardt.js';
import type { PublishedReference, PublishedRun } from '../validate/published-reference.js';
import { mean, standardDeviation, standardError } from '../statistics/summary.js';

/** Repeats of each cell that a candidate profile is judged by, and their seed. */
const REPEATS = 8;
const SEED = 'calibration';

/**
 * By how much a figure may be off before it counts as one unit of loss; the same for every cell.
 * Where the published repeats differ, their standard error is added in quadrature.
 */
const TOLERANCE = {
  /** Of the mean total time, relative. */
  totalTime: 0.005,
  /** Of the mean iteration count, relative. */
  iterations: 0.05,
  /** Of the mean downtime, relative. */
  downtime: 0.1,
  /** Of the mean of the highest throttle, percentage points: one step of the ladder. */
  maxThrottle: 10,
  /** Of the relative standard deviation of the total time. */
  spread: 0.01,
} as const;

/** Relative step of the finite differences: how far apart neighbours are in the search. */
export const DIFFERENCE_STEP = 0.05;

/** What a run that does not converge adds to the misses. */
const NOT_CONVERGED = 100;
const MISSES_PER_CELL = Object.keys(TOLERANCE).length;

type FreeParameter = Omit<FitParameter, 'start'> & {
  readonly name: HostParameterName;
  readonly start: (reference: PublishedReference) => number;
};

/**
 * The free numbers of a published host, where the search starts, and their bounds. A mean bandwidth
 * that was measured over a migration includes its pauses, so the link starts a little above it.
 */
export const freeParameters: readonly FreeParameter[] = [
  {
    name: 'linkGbitPerSecond',
    start: (reference) => reference.testbed.mean_bandwidth_gbit_s * 1.06,
    minimum: 0.1,
    maximum: 400,
  },
  { name: 'linkVariability', start: () => 0.1, minimum: 0.005, maximum: 0.5 },
  { name: 'linkCorrelationMs', start: () => 1000, minimum: 100, maximum: 10_000 },
  { name: 'untouchedPageNs', start: () => 2000, minimum: 100, maximum: 10_000 },
  { name: 'memoryWriteMbPerSecond', start: () => 8000, minimum: 1000, maximum: 50_000 },
];

/** With the other form the loss over both published test beds is larger. */
const assumedDirtyLog: DirtyLogForm = 'clear-at-sync';

/**
 * What a page costs at a sync is not free: the rows of the original mode cannot tell it from the
 * link, since a dearer sync and a faster link give the same total times.
 */
const assumedLoggedPage: Parameter = {
  value: 1500,
  provenance: 'assumed',
  source:
    'protecting a page while 16 vCPUs fault on the same lock: 1 to 2 us; the published original rows leave it open',
};

/** The loss has several valleys: a steady or an unsteady link, a slow or a fast guest. */
const starts: readonly Partial<Record<HostParameterName, number>>[] = [
  { linkVariability: 0.05, memoryWriteMbPerSecond: 8000 },
  { linkVariability: 0.05, memoryWriteMbPerSecond: 15_000 },
  { linkVariability: 0.25, memoryWriteMbPerSecond: 8000 },
  { linkVariability: 0.25, memoryWriteMbPerSecond: 15_000 },
];

export interface Calibration {
  readonly host: HostProfile;
  readonly loss: number;
  readonly evaluations: number;
}

export interface CalibrationOptions {
  readonly name: string;
  readonly description: string;
  /** Modes of the reference that the fit may look at. */
  readonly modes: readonly string[];
  readonly onImprovement?: (progress: FitProgress) => void;
}

/**
 * Fits the free parameters of a host to published rows. Everything else stays as in `start`.
 * Deterministic: the same reference and start give the same profile.
 */
export function calibrate(
  reference: PublishedReference,
  start: HostProfile,
  options: CalibrationOptions,
): Calibration {
  const hostAt = (point: readonly number[]): HostProfile =>
    calibratedHost(reference, start, options, point);
  const fits = starts.map((first) =>
    levenbergMarquardt(
      freeParameters.map((parameter) => ({
        ...parameter,
        start: first[parameter.name] ?? parameter.start(reference),
      })),
      (point) => calibrationMisses(reference, options.modes, hostAt(point)),
      {
        differenceStep: DIFFERENCE_STEP,
        maxIterations: 12,
        minimumGain: 0.01,
        ...(options.onImprovement === undefined ? {} : { onImprovement: options.onImprovement }),
      },
    ),
  );
  const found = fits.reduce((best, fit) => (fit.loss < best.loss ? fit : best));
  const evaluations = fits.reduce((sum, fit) => sum + fit.evaluations, 0);
  return { host: hostAt(found.point), loss: found.loss, evaluations };
}

/** `start` with the free parameters at `point`, in the order of `freeParameters`. */
export function calibratedHost(
  reference: PublishedReference,
  start: HostProfile,
  { name, description, modes }: CalibrationOptions,
  point: readonly number[],
): HostProfile {
  const source = `fitted by guestperf-sim calibrate on the rows "${modes.join('", "')}" of ${reference.name}`;
  const fitted = freeParameters.map((parameter, index) => [
    parameter.name,
    { value: point[index], provenance: 'fitted' as const, source },
  ]);
  return {
    ...start,
    dirtyLog: assumedDirtyLog,
    name,
    description,
    parameters: {
      ...start.parameters,
      loggedPageNs: assumedLoggedPage,
      ...Object.fromEntries(fitted),
    },
  };
}

/**
 * The misses of a host in each cell of `modes`, in units of `TOLERANCE`; the loss is the sum of their
 * squares.
 *
 * @throws RangeError if the reference has no such cell
 */
export function calibrationMisses(
  reference: PublishedReference,
  modes: readonly string[],
  host: HostProfile,
): readonly number[] {
  const cells = reference.cells.filter(({ mode }) => modes.includes(mode));
  if (cells.length === 0) throw new RangeError(`no rows of mode ${modes.join(', ')}`);
  return cells.flatMap((cell) => {
    const runs = Array.from({ length: REPEATS }, (_, index) =>
      simulate(coverLetterScenario(reference, host, cell.stress_mem_mb, SEED, index + 1)),
    );
    return cellMisses(runs, cell.runs);
  });
}

function cellMisses(
  runs: readonly MigrationResult[],
  published: readonly PublishedRun[],
): readonly number[] {
  const totals = runs.map((run) => run.totalTimeMs);
  const publishedTotals = published.map((run) => run.total_time_ms);
  const downtimes = runs.flatMap((run) =>
    run.status === 'completed' ? [run.downtime.totalMs] : [],
  );
  if (downtimes.length < runs.length) return Array<number>(MISSES_PER_CELL).fill(NOT_CONVERGED);
  const relative = (
    ours: readonly number[],
    key: 'total_time_ms' | 'downtime_ms' | 'iterations',
    tolerance: number,
  ): number => {
    const theirs = published.map((run) => run[key]);
    const error = Math.hypot(tolerance, standardError(theirs) / mean(theirs));
    return Math.log(mean(ours) / mean(theirs)) / error;
  };
  const throttles = published.map((run) => run.max_throttle_percent);
  return [
    relative(totals, 'total_time_ms', TOLERANCE.totalTime),
    relative(
      runs.map((run) => run.dirtySyncCount),
      'iterations',
      TOLERANCE.iterations,
    ),
    relative(downtimes, 'downtime_ms', TOLERANCE.downtime),
    (mean(runs.map((run) => run.maxThrottlePercent)) - mean(throttles)) /
      Math.hypot(TOLERANCE.maxThrottle, standardError(throttles)),
    (relativeDeviation(totals) - relativeDeviation(publishedTotals)) / TOLERANCE.spread,
  ];
}

function relativeDeviation(values: readonly number[]): number {
  return standardDeviation(values) / mean(values);
}
