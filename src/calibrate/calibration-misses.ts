import type { Scenario } from '../engines/scenario.js';
import { simulate } from '../engines/simulate.js';
import { hostOf } from '../profiles/host.js';
import type { HostProfile } from '../profiles/host-profile.js';
import { type RunRecord, runRecord } from '../results/run-record.js';
import { mean, standardDeviation, standardError } from '../statistics/summary.js';
import { coverLetterScenario } from '../validate/cover-letter.js';
import type {
  PublishedCell,
  PublishedReference,
  PublishedRun,
} from '../validate/published-reference.js';

/**
 * Repeats of each cell that a candidate profile is judged by in the end, and their seed. With eight of them the fit
 * followed their luck: other seeds of its own rows came out 8 % too long.
 */
export const LAST_REPEATS = 24;
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

/** What a run that does not converge adds to the misses. */
const NOT_CONVERGED = 100;
const MISSES_PER_CELL = Object.keys(TOLERANCE).length;

/** What the misses are made of. */
export type RunFigures = Pick<
  RunRecord,
  'total_time_ms' | 'downtime_ms' | 'iterations' | 'max_throttle_percent'
>;

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
  repeats = LAST_REPEATS,
): readonly number[] {
  const cells = calibrationCells(reference, modes, host);
  return missesOf(
    cells,
    cells.map((cell) =>
      calibrationRuns(cell, host, 1, repeats).map((scenario) =>
        runRecord(simulate(scenario, { onlyFigures: true })),
      ),
    ),
  );
}

/** A published cell, and what its first run asks for. */
export interface CalibrationCell {
  readonly published: PublishedCell;
  readonly scenario: Scenario;
}

/**
 * The cells that hosts are judged by. Their settings do not depend on the numbers that a calibration looks for, and are
 * resolved once for all hosts.
 *
 * @param host any that is judged
 * @throws RangeError if the reference has no cell of these modes
 */
export function calibrationCells(
  reference: PublishedReference,
  modes: readonly string[],
  host: HostProfile,
): readonly CalibrationCell[] {
  const cells = reference.cells.filter(({ mode }) => modes.includes(mode));
  if (cells.length === 0) throw new RangeError(`no rows of mode ${modes.join(', ')}`);
  return cells.map((published) => ({
    published,
    scenario: coverLetterScenario(reference, host, published.stress_mem_mb, SEED, 1),
  }));
}

/** The runs by which a host is judged in a cell, from one repeat to another. */
export function calibrationRuns(
  { scenario }: CalibrationCell,
  host: HostProfile,
  first: number,
  last: number,
): readonly Scenario[] {
  const judged = { ...scenario, host: hostOf(host) };
  return Array.from({ length: last - first + 1 }, (_, index) => ({
    ...judged,
    repeat: first + index,
  }));
}

/** @param runs those of each cell */
export function missesOf(
  cells: readonly CalibrationCell[],
  runs: readonly (readonly RunFigures[])[],
): readonly number[] {
  return cells.flatMap(({ published }, index) => cellMisses(runs[index], published.runs));
}

function cellMisses(
  runs: readonly RunFigures[],
  published: readonly PublishedRun[],
): readonly number[] {
  const totals = runs.map((run) => run.total_time_ms);
  const publishedTotals = published.map((run) => run.total_time_ms);
  const downtimes = runs.flatMap((run) => run.downtime_ms ?? []);
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
      runs.map((run) => run.iterations),
      'iterations',
      TOLERANCE.iterations,
    ),
    relative(downtimes, 'downtime_ms', TOLERANCE.downtime),
    (mean(runs.map((run) => run.max_throttle_percent)) - mean(throttles)) /
      Math.hypot(TOLERANCE.maxThrottle, standardError(throttles)),
    (relativeDeviation(totals) - relativeDeviation(publishedTotals)) / TOLERANCE.spread,
  ];
}

function relativeDeviation(values: readonly number[]): number {
  return standardDeviation(values) / mean(values);
}
