import { metricNameOf } from '../results/metric-name.js';
import { comparedKeys } from '../results/run-metrics.js';

export const metricUnits = ['ms', 'bytes', 'percent', 'count'] as const;
export type MetricUnit = (typeof metricUnits)[number];

/**
 * What runs are compared by, in the order of the tables. Of each, less is better. The names are QMP's
 * where it has one.
 */
export const comparisonMetrics = comparedKeys.map((key) => {
  const { name, unit } = metricNameOf(key);
  return { key, name, unit: metricUnits.find((known) => known === unit) ?? 'count' };
});

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

export function metricUnit(metric: MetricName | typeof notConverged): MetricUnit {
  return comparisonMetrics.find(({ name }) => name === metric)?.unit ?? 'count';
}
