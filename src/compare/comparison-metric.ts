import type { RunRecord } from '../results/run-record.js';

export const metricUnits = ['ms', 'bytes', 'percent', 'count'] as const;
export type MetricUnit = (typeof metricUnits)[number];

interface ComparisonMetric {
  readonly name: string;
  readonly unit: MetricUnit;
  /** The key of the run record that holds it. */
  readonly key: keyof RunRecord;
}

/**
 * What runs are compared by, in the order of the tables. Of each, less is better. The names are QMP's
 * where it has one.
 */
export const comparisonMetrics = [
  { name: 'total-time', unit: 'ms', key: 'total_time_ms' },
  { name: 'downtime', unit: 'ms', key: 'downtime_ms' },
  { name: 'blackout', unit: 'ms', key: 'blackout_ms' },
  { name: 'setup-time', unit: 'ms', key: 'setup_time_ms' },
  { name: 'iterations', unit: 'count', key: 'iterations' },
  { name: 'max-throttle', unit: 'percent', key: 'max_throttle_percent' },
  { name: 'transferred', unit: 'bytes', key: 'transferred_bytes' },
  { name: 'residual', unit: 'bytes', key: 'residual_bytes' },
] as const satisfies readonly ComparisonMetric[];

export type MetricName = (typeof comparisonMetrics)[number]['name'];

export const metricNames = comparisonMetrics.map(({ name }) => name);

/** How many runs did not complete: compared like a metric, counted over the runs of a side. */
export const notConverged = 'not-converged';

/** Metrics of which a regression decides the exit status where no threshold does. */
export const decidingMetrics: ReadonlySet<string> = new Set([
  notConverged,
  'total-time',
  'downtime',
]);

export function metricUnit(name: MetricName): MetricUnit {
  const metric = comparisonMetrics.find((candidate) => candidate.name === name);
  return metric?.unit ?? 'count';
}
