import type { MigrationResult } from '../../engines/migration-result.js';
import { simulate } from '../../engines/simulate.js';
import { type GivenLoad, readRecording } from '../../guestperf/recorded-scenario.js';
import type { HostProfile } from '../../profiles/host-profile.js';
import { mean } from '../../statistics/summary.js';
import { type Coefficient, weightedLeastSquares } from '../../statistics/weighted-least-squares.js';
import { certainHost } from './recorded-host.js';
import { type HostReading, type RunReading, weightedMeanOfRuns } from './host-reading.js';
import type { PredictableRun } from './run-load.js';
import { sendingRate } from './sending-rate.js';

/** QEMU's limiter holds a budget for each slice. */
const SLICE_US = 100_000;
/** Of a run of few slices the sum may be off by a part of one: at its ends, and at syncs. */
const EDGE_SLICES = 0.5;
/** What is over sooner has too few slices. */
const LEAST_MS = 5000;

interface SentPoint {
  readonly ms: number;
  readonly bytes: number;
}

/**
 * How late the end of a slice is seen: where QEMU's limiter holds a run, it sends less than in a simulation whose waits end on
 * time, by as much as each slice is longer.
 */
export function sliceReadings(
  runs: readonly PredictableRun[],
  host: HostProfile,
  given: GivenLoad,
): readonly HostReading[] {
  const plain = certainHost(host);
  const late = plain.timedWaitLateUs?.value ?? 0;
  const readings = runs.flatMap((run): readonly RunReading[] => {
    const { file, migration, points, report } = run;
    const lastMs = points[points.length - 1]?.elapsedMs ?? 0;
    const isPlain = migration.setup.postcopy !== true && migration.setup.multifd !== true;
    if (!isPlain || lastMs < LEAST_MS || sendingRate(run)?.by !== 'limiter') return [];
    const simulated = simulate(readRecording(report, plain, given).scenario('calibration', 1));
    const ours = paceOf(sentPoints(simulated).filter(({ ms }) => ms <= lastMs));
    const theirs = paceOf(
      points.map(({ elapsedMs, transferredBytes }) => ({ ms: elapsedMs, bytes: transferredBytes })),
    );
    if (ours === null || theirs === null) return [];
    const value = late + (ours.value / theirs.value - 1) * (SLICE_US + late);
    const relative = Math.hypot(
      ours.standardError / ours.value,
      theirs.standardError / theirs.value,
    );
    const edgeUs = (EDGE_SLICES * SLICE_US) / ((lastMs * 1000) / SLICE_US);
    return [{ file, value, standardError: Math.hypot(relative * SLICE_US, edgeUs) }];
  });
  return weightedMeanOfRuns(
    'timedWaitLateUs',
    readings,
    "what QEMU's limiter let pass, against a simulation whose waits end on time",
  );
}

function sentPoints({ history, samples }: MigrationResult): readonly SentPoint[] {
  return [...history, ...samples]
    .filter(({ status }) => status === 'active')
    .map(({ durationMs, transferredBytes }) => ({ ms: durationMs, bytes: transferredBytes }));
}

/** Bytes a ms. */
function paceOf(points: readonly SentPoint[]): Coefficient | null {
  const middle = mean(points.map(({ ms }) => ms));
  const found = weightedLeastSquares(
    points.map(({ ms }) => [ms - middle, 1]),
    points.map(({ bytes }) => bytes),
    points.map(() => 1),
  );
  return found?.[0] ?? null;
}
