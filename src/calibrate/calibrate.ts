import type { HostParameterName, HostProfile, Uncertainty } from '../profiles/host-profile.js';
import { NOT_IDENTIFIABLE } from '../profiles/provenance.js';
import type { PublishedReference } from '../validate/published-reference.js';
import { calibrationMisses, LAST_REPEATS } from './calibration-misses.js';
import { type FitSteps, fitsTogether } from './fit-steps.js';
import { type FitParameter, type FitProgress, fitSteps } from './levenberg-marquardt.js';
import { jacobianSteps } from './log-jacobian.js';
import { relativeStandardErrors } from './standard-errors.js';

/** Relative step of the finite differences: how far apart neighbours are in the search. */
export const DIFFERENCE_STEP = 0.05;

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

/**
 * The loss has several valleys: a steady or an unsteady link, slow or fast changes of it, a slow or a fast guest. Each is
 * followed for a few iterations, and the best of them to its end.
 */
const starts: readonly Partial<Record<HostParameterName, number>>[] = [0.05, 0.25].flatMap(
  (linkVariability) =>
    [700, 3000].flatMap((linkCorrelationMs) =>
      [5000, 12_000].map((memoryWriteMbPerSecond) => ({
        linkVariability,
        linkCorrelationMs,
        memoryWriteMbPerSecond,
      })),
    ),
);
const FOLLOWED_VALLEYS = 2;

interface Effort {
  readonly repeats: number;
  readonly maxIterations: number;
}
const firstEffort: Effort = { repeats: 4, maxIterations: 3 };
const lastEffort: Effort = { repeats: LAST_REPEATS, maxIterations: 8 };

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

/** Hosts whose misses are wanted, and the runs of each cell that they are judged by. */
export interface AskedHosts {
  readonly hosts: readonly HostProfile[];
  readonly repeats: number;
}

type CalibrationSteps<Result> = Generator<AskedHosts, Result, readonly (readonly number[])[]>;

/**
 * Fits the free parameters of a host to published rows. Everything else stays as in `start`.
 * Deterministic: the same reference and start give the same profile.
 */
export function calibrate(
  reference: PublishedReference,
  start: HostProfile,
  options: CalibrationOptions,
): Calibration {
  const steps = calibrationSteps(reference, start, options);
  let next = steps.next();
  while (!next.done) {
    const { hosts, repeats } = next.value;
    next = steps.next(
      hosts.map((host) => calibrationMisses(reference, options.modes, host, repeats)),
    );
  }
  return next.value;
}

/** The steps of `calibrate`, for those who judge several hosts at once: asks for hosts, and is told their misses. */
export function* calibrationSteps(
  reference: PublishedReference,
  start: HostProfile,
  options: CalibrationOptions,
): CalibrationSteps<Calibration> {
  let evaluations = 0;
  function* judged<Result>(steps: FitSteps<Result>, repeats: number): CalibrationSteps<Result> {
    let next = steps.next();
    while (!next.done) {
      evaluations += next.value.length;
      const hosts = next.value.map((point) =>
        calibratedHost(reference, start, options, point.map(withoutError)),
      );
      next = steps.next(yield { hosts, repeats });
    }
    return next.value;
  }
  const fits = (
    points: readonly (readonly number[])[],
    { maxIterations, repeats }: Effort,
  ): CalibrationSteps<readonly FitProgress[]> => {
    const steps = points.map((point) =>
      fitSteps(
        freeParameters.map((parameter, index) => ({ ...parameter, start: point[index] })),
        {
          differenceStep: DIFFERENCE_STEP,
          maxIterations,
          minimumGain: 0.01,
          onImprovement: (progress) => options.onImprovement?.({ ...progress, evaluations }),
        },
      ),
    );
    return judged(fitsTogether(steps), repeats);
  };
  const firstPoints = starts.map((first) =>
    freeParameters.map((parameter) => first[parameter.name] ?? parameter.start(reference)),
  );
  const firstValleys = yield* fits(firstPoints, firstEffort);
  const followedValleys = firstValleys
    .toSorted((a, b) => a.loss - b.loss)
    .slice(0, FOLLOWED_VALLEYS)
    .map(({ point }) => point);
  const valleys = yield* fits(followedValleys, lastEffort);
  const found = valleys.reduce((best, valley) => (valley.loss < best.loss ? valley : best));
  const jacobian = jacobianSteps(found.point, freeParameters, DIFFERENCE_STEP);
  const columns = yield* judged(jacobian, LAST_REPEATS);
  const errors = relativeStandardErrors(columns, found.loss);
  const numbers = found.point.map((value, index) => ({
    value,
    uncertainty: uncertaintyOf(value, errors[index]),
  }));
  return {
    host: calibratedHost(reference, start, options, numbers),
    loss: found.loss,
    evaluations,
  };
}

/** A number that was found, and how uncertain it is; null while it is looked for. */
export interface FittedNumber {
  readonly value: number;
  readonly uncertainty: Uncertainty | null;
}

function withoutError(value: number): FittedNumber {
  return { value, uncertainty: null };
}

/** @param relativeError null if the rows do not tell the number */
function uncertaintyOf(value: number, relativeError: number | null): Uncertainty {
  if (relativeError === null) return NOT_IDENTIFIABLE;
  return { standardError: Number((value * relativeError).toPrecision(2)) };
}

/** `start` with the free parameters as in `numbers`, in the order of `freeParameters`. */
export function calibratedHost(
  reference: PublishedReference,
  start: HostProfile,
  { name, description, modes }: CalibrationOptions,
  numbers: readonly FittedNumber[],
): HostProfile {
  const source = `fitted by guestperf-sim calibrate on the rows "${modes.join('", "')}" of ${reference.name}`;
  const fitted = freeParameters.map((parameter, index) => {
    const { value, uncertainty } = numbers[index];
    const provenance = { provenance: 'fitted' as const, ...(uncertainty && { uncertainty }) };
    return [parameter.name, { value, ...provenance, source }];
  });
  return {
    ...start,
    name,
    description,
    parameters: { ...start.parameters, ...Object.fromEntries(fitted) },
  };
}
