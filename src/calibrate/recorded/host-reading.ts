import type { NumberName } from '../../profiles/host.js';
import { mean, standardDeviation, sum } from '../../statistics/summary.js';

/** What one run says of a number, with the standard error of that. */
export interface RunReading {
  /** Name of the run's file. */
  readonly file: string;
  readonly value: number;
  readonly standardError: number;
}

/** A number that runs tell. */
export interface ToldNumber {
  readonly kind: 'told';
  readonly number: NumberName;
  readonly value: number;
  readonly standardError: number;
  /** Standard deviation between the runs; 0 of one. */
  readonly scatter: number;
  readonly files: readonly string[];
  /** What it was read from. */
  readonly origin: string;
  /** Whether it was found by simulating the runs. */
  readonly isFitted?: true;
  /** Whether it was held to the start when it was found. */
  readonly isHeld?: true;
}

/** A number of which runs tell no more than that it is not beyond a bound. */
export interface BoundedNumber {
  readonly kind: 'at most' | 'at least';
  readonly number: NumberName;
  readonly bound: number;
  readonly files: readonly string[];
  readonly origin: string;
}

/** Something that runs tell and no host profile has: a check, or a property of the scenario. */
export interface RunFact {
  readonly kind: 'fact';
  readonly what: string;
  readonly value: string;
  readonly origin: string;
}

export type HostReading = ToldNumber | BoundedNumber | RunFact;

/** Runs weigh alike, as they differ by more than their errors. Empty for no runs. */
export function meanOfRuns(
  number: NumberName,
  runs: readonly RunReading[],
  origin: string,
): readonly ToldNumber[] {
  if (runs.length === 0) return [];
  const values = runs.map(({ value }) => value);
  const own = Math.sqrt(sum(runs.map(({ standardError }) => standardError ** 2))) / runs.length;
  const scatter = standardDeviation(values);
  const standardError = Math.max(own, scatter / Math.sqrt(runs.length));
  return [told(number, mean(values), standardError, scatter, runs, origin)];
}

/** Runs weigh by their errors, which are larger than what they differ by. Empty for no runs. */
export function weightedMeanOfRuns(
  number: NumberName,
  runs: readonly RunReading[],
  origin: string,
): readonly ToldNumber[] {
  if (runs.length === 0) return [];
  const weights = runs.map(({ standardError }) => 1 / standardError ** 2);
  const total = sum(weights);
  const value = sum(runs.map((run, index) => run.value * weights[index])) / total;
  const misses = runs.map((run, index) => weights[index] * (run.value - value) ** 2);
  const excess = runs.length < 2 ? 1 : Math.max(1, sum(misses) / (runs.length - 1));
  return [told(number, value, Math.sqrt(excess / total), 0, runs, origin)];
}

function told(
  number: NumberName,
  value: number,
  standardError: number,
  scatter: number,
  runs: readonly RunReading[],
  origin: string,
): ToldNumber {
  const files = runs.map(({ file }) => file);
  return { kind: 'told', number, value, standardError, scatter, files, origin };
}
