import type { ComparableRun } from '../../src/compare/comparable-run.js';
import type { MetricName } from '../../src/compare/comparison-metric.js';

export interface RunChanges {
  readonly identity?: Readonly<Record<string, string>>;
  readonly origin?: Readonly<Record<string, string>>;
  readonly repeat?: number;
  readonly seed?: string;
  readonly isReal?: boolean;
  readonly isCompleted?: boolean;
  readonly modelVersion?: string;
  readonly values?: Partial<Record<MetricName, number>>;
}

/** A run of a comparison with these figures. */
export function comparableRun(changes: RunChanges = {}): ComparableRun {
  const { isReal = false, isCompleted = true } = changes;
  const values = Object.entries(changes.values ?? {}) as [MetricName, number][];
  return {
    file: 'runs.json',
    identity: new Map(Object.entries({ scenario: 'heavy', ...changes.identity })),
    draw: isReal ? null : { seed: changes.seed ?? '1', repeat: changes.repeat ?? 1 },
    modelVersion: isReal ? null : (changes.modelVersion ?? '1'),
    origin: new Map(Object.entries(changes.origin ?? {})),
    isCompleted,
    values: new Map(values),
  };
}

/** Runs with these total times, numbered from 1. */
export function timedRuns(
  totalTimes: readonly number[],
  changes: RunChanges = {},
): ComparableRun[] {
  return totalTimes.map((time, index) =>
    comparableRun({ repeat: index + 1, ...changes, values: { 'total-time': time } }),
  );
}
