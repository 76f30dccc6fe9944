import { simulate } from '../../engines/simulate.js';
import { type GivenLoad, readRecording } from '../../guestperf/recorded-scenario.js';
import { recordedFigures } from '../../guestperf/recorded-figures.js';
import { hostNumberBounds, hostOf, type NumberName } from '../../profiles/host.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { mean } from '../../statistics/summary.js';
import { levenbergMarquardt } from '../levenberg-marquardt.js';
import { logJacobian } from '../log-jacobian.js';
import { relativeStandardErrors } from '../standard-errors.js';
import { START_SPREAD } from './held-reading.js';
import type { ToldNumber } from './host-reading.js';
import { certainHost, withNumber } from './recorded-host.js';
import type { PredictableRun } from './run-load.js';

/** Runs of each recording that a candidate is judged by. */
const DRAWS = 3;
const SEED = 'calibration';
const DIFFERENCE_STEP = 0.15;
const MAX_ITERATIONS = 4;
const MINIMUM_GAIN = 0.02;

/**
 * By how much a figure may be off before it counts as one unit of loss, relative; a downtime of a few ms is told in
 * whole ones.
 */
const TOLERANCE = { totalTime: 0.01, downtime: 0.15, roundingMs: 1, iterations: 0.1 } as const;
/** Total times end anywhere in a slice of QEMU's limiter, ms. */
const SLICE_MS = 100 / Math.sqrt(12);
/** What a run that ends otherwise adds to the misses. */
const OTHER_END = 20;
/** Zero pages that take less of a run than this are not seen in its time. */
const ZERO_SHARE = 0.02;

/** A number that only the whole run tells, and whether these runs may. */
interface Candidate {
  readonly number: NumberName;
  readonly isTold: (runs: readonly PredictableRun[], host: HostProfile) => boolean;
}

const candidates: readonly Candidate[] = [
  {
    number: 'vcpuWriteMbPerSecond',
    isTold: (runs) =>
      runs.some(({ isFullSpeed, workload }) => isFullSpeed && workload.kind === 'stress'),
  },
  {
    number: 'throttleOversleepUs',
    isTold: (runs) => runs.some(({ points }) => points.some((point) => point.throttlePercent > 0)),
  },
  {
    number: 'untouchedPageNs',
    isTold: (runs, host) =>
      runs.some(({ end }) => {
        const ms = ((end?.ram.zeroPages ?? 0) * hostOf(host).numbers.untouchedPageNs) / 1e6;
        return end !== null && ms > ZERO_SHARE * end.elapsedMs;
      }),
  },
  {
    number: 'placePageNs',
    isTold: (runs) => runs.some(({ report }) => report.scenario.post_copy),
  },
];

/** What a fit is told while it goes on. */
export type SimulationListener = (simulations: number) => void;

/**
 * Fits what no series tells by itself, by simulating the runs: least squares over total times, downtimes and iterations, with
 * each number held to that of `host` as by one more miss. What the runs do not tell is left out.
 */
export function wholeRunFit(
  runs: readonly PredictableRun[],
  host: HostProfile,
  told: ReadonlySet<NumberName>,
  given: GivenLoad,
  onSimulation: SimulationListener = () => {},
): readonly ToldNumber[] {
  const plain = certainHost(host);
  const { numbers } = hostOf(plain);
  const free = candidates.filter(
    ({ isTold, number }) => !told.has(number) && numbers[number] > 0 && isTold(runs, plain),
  );
  if (free.length === 0) return [];
  const start = free.map(({ number }) => numbers[number]);
  const limits = free.map(({ number }) => hostNumberBounds[number]);
  const bounds = limits.map(({ max, min }) => ({ minimum: Math.max(min, 1e-3), maximum: max }));
  const missesAt = (point: readonly number[]): readonly number[] => {
    const candidate = point.reduce((each, value, index) => {
      const source = 'a candidate';
      return withNumber(each, free[index].number, { value, provenance: 'fitted', source });
    }, plain);
    const misses = runs.flatMap((run) => runMisses(run, candidate, given));
    onSimulation(runs.length * DRAWS);
    return [
      ...misses,
      ...point.map((value, index) => Math.log(value / start[index]) / START_SPREAD),
    ];
  };
  const found = levenbergMarquardt(
    bounds.map((bound, index) => ({ ...bound, start: start[index] })),
    missesAt,
    { differenceStep: DIFFERENCE_STEP, maxIterations: MAX_ITERATIONS, minimumGain: MINIMUM_GAIN },
  );
  const columns = logJacobian(found.point, bounds, missesAt, DIFFERENCE_STEP);
  // Misses that are smaller than their tolerances say nothing more.
  const degreesOfFreedom = columns[0].length - columns.length;
  const errors = relativeStandardErrors(columns, Math.max(found.loss, degreesOfFreedom));
  return found.point.flatMap((value, index): readonly ToldNumber[] => {
    const error = errors[index];
    if (error === null) return [];
    return [
      {
        kind: 'told',
        number: free[index].number,
        value,
        standardError: value * error,
        scatter: 0,
        files: runs.map(({ file }) => file),
        origin: 'fitted on total times, downtimes and iterations',
        isFitted: true,
      },
    ];
  });
}

function runMisses(
  run: PredictableRun,
  host: HostProfile,
  given: GivenLoad,
): readonly [number, number, number] {
  const recorded = recordedFigures(run.report);
  const recording = readRecording(run.report, host, given);
  const runs = Array.from({ length: DRAWS }, (_, index) =>
    simulate(recording.scenario(SEED, index + 1)),
  );
  const same = runs.filter(({ status }) => status === recorded.status);
  if (same.length === 0) return [OTHER_END, 0, 0];
  const total = mean(same.map(({ totalTimeMs }) => totalTimeMs));
  const iterations = mean(same.map(({ dirtySyncCount }) => dirtySyncCount));
  const downtimes = same.flatMap((each) =>
    each.status === 'completed' ? [each.downtime.totalMs] : [],
  );
  const downtime = recorded.downtime_ms;
  return [
    relativeMiss(
      total,
      recorded.total_time_ms,
      Math.hypot(TOLERANCE.totalTime, SLICE_MS / recorded.total_time_ms),
    ),
    downtime === null || downtimes.length === 0
      ? 0
      : (mean(downtimes) - downtime) /
        Math.hypot(TOLERANCE.roundingMs, TOLERANCE.downtime * downtime),
    recorded.iterations > 0
      ? relativeMiss(iterations, recorded.iterations, TOLERANCE.iterations)
      : 0,
  ];
}

function relativeMiss(ours: number, theirs: number, tolerance: number): number {
  return Math.log(ours / theirs) / tolerance;
}
