import type { HostParameterName, HostProfile } from '../scenario/host-profile.js';
import type { MigrationResult } from '../report/result.js';
import { simulate } from '../vmm/simulate.js';
import { coverLetterScenario } from './cover-letter.js';
import { patternSearch, type SearchDimension, type SearchProgress } from './pattern-search.js';
import type { PublishedCell, PublishedReference, PublishedRun } from './published-reference.js';
import { mean, standardDeviation } from './statistics.js';

/** Repeats of each cell that a candidate profile is judged by, and their seed. */
const REPEATS = 8;
const SEED = 'calibration';

/** By how much a figure may be off before it counts as one unit of loss; the same for every cell. */
const TOLERANCE = {
  /** Of the mean total time, relative. */
  totalTime: 0.01,
  /** Of the mean iteration count, relative. */
  iterations: 0.1,
  /** Of the mean downtime, relative. */
  downtime: 0.1,
  /** Of the mean of the highest throttle, percentage points: one step of the ladder. */
  maxThrottle: 10,
  /** Of the relative standard deviation of the total time. */
  spread: 0.01,
} as const;

type FreeParameter = Omit<SearchDimension, 'name' | 'start'> & {
  readonly name: HostParameterName;
  readonly start: (reference: PublishedReference) => number;
};

/** The free numbers of a published host, where the search starts, and its physical bounds. */
export const freeParameters: readonly FreeParameter[] = [
  {
    name: 'linkGbitPerSecond',
    start: (reference) => reference.testbed.mean_bandwidth_gbit_s,
    minimum: 0.1,
    maximum: 400,
  },
  { name: 'linkVariability', start: () => 0.1, minimum: 0.005, maximum: 0.5 },
  { name: 'linkCorrelationMs', start: () => 1000, minimum: 100, maximum: 10_000 },
  { name: 'untouchedPageNs', start: () => 2000, minimum: 100, maximum: 10_000 },
  { name: 'memoryWriteMbPerSecond', start: () => 8000, minimum: 1000, maximum: 50_000 },
  { name: 'loggedPageNs', start: () => 500, minimum: 20, maximum: 5000 },
];

/** A steady and an unsteady link are two valleys of the loss: the search starts in each. */
const variabilityStarts = [0.05, 0.25] as const;

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
  readonly onImprovement?: (progress: SearchProgress) => void;
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
  const cells = reference.cells.filter((cell) => options.modes.includes(cell.mode));
  if (cells.length === 0) throw new RangeError(`no rows of mode ${options.modes.join(', ')}`);
  const source = `fitted by guestperf-sim calibrate on the rows "${options.modes.join('", "')}" of ${reference.name}`;
  const hostAt = (point: readonly number[]): HostProfile => ({
    ...start,
    name: options.name,
    description: options.description,
    parameters: {
      ...start.parameters,
      ...Object.fromEntries(
        freeParameters.map(({ name }, index) => [
          name,
          { value: point[index], provenance: 'fitted' as const, source },
        ]),
      ),
    },
  });
  const searches = variabilityStarts.map((variability) =>
    patternSearch(
      freeParameters.map((parameter) => ({
        ...parameter,
        start: parameter.name === 'linkVariability' ? variability : parameter.start(reference),
      })),
      (point) => calibrationLoss(reference, cells, hostAt(point)),
      {
        initialStep: 0.2,
        finalStep: 0.01,
        ...(options.onImprovement === undefined ? {} : { onImprovement: options.onImprovement }),
      },
    ),
  );
  const found = searches.reduce((best, search) => (search.loss < best.loss ? search : best));
  const evaluations = searches.reduce((sum, search) => sum + search.evaluations, 0);
  return { host: hostAt(found.point), loss: found.loss, evaluations };
}

/** Sum of the squared misses of a host over the cells, in units of `TOLERANCE`. */
export function calibrationLoss(
  reference: PublishedReference,
  cells: readonly PublishedCell[],
  host: HostProfile,
): number {
  return cells.reduce((loss, cell) => {
    const runs = Array.from({ length: REPEATS }, (_, index) =>
      simulate(coverLetterScenario(reference, host, cell.stress_mem_mb, SEED, index + 1)),
    );
    return loss + cellLoss(runs, cell.runs);
  }, 0);
}

function cellLoss(runs: readonly MigrationResult[], published: readonly PublishedRun[]): number {
  const totals = runs.map((run) => run.totalTimeMs);
  const publishedTotals = published.map((run) => run.total_time_ms);
  const downtimes = runs.flatMap((run) =>
    run.status === 'completed' ? [run.downtime.totalMs] : [],
  );
  if (downtimes.length < runs.length) return 1e6;
  const misses = [
    relativeMiss(totals, publishedTotals) / TOLERANCE.totalTime,
    relativeMiss(
      runs.map((run) => run.iterations),
      published.map((run) => run.iterations),
    ) / TOLERANCE.iterations,
    relativeMiss(
      downtimes,
      published.map((run) => run.downtime_ms),
    ) / TOLERANCE.downtime,
    (mean(runs.map((run) => run.maxThrottlePercent)) -
      mean(published.map((run) => run.max_throttle_percent))) /
      TOLERANCE.maxThrottle,
    (standardDeviation(totals) / mean(totals) -
      standardDeviation(publishedTotals) / mean(publishedTotals)) /
      TOLERANCE.spread,
  ];
  return misses.reduce((sum, miss) => sum + miss * miss, 0);
}

function relativeMiss(ours: readonly number[], theirs: readonly number[]): number {
  return Math.log(mean(ours) / mean(theirs));
}
