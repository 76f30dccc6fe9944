import { largest, mean, median, smallest } from '../statistics/summary.js';
import { medianInterval } from '../statistics/median-interval.js';
import { toThousandths } from '../statistics/relative-error.js';
import { changeFinding, type ComparisonSettings, type Values } from './change-finding.js';
import type { Runs } from './comparable-run.js';
import { type MetricName, metricUnit } from './comparison-metric.js';
import type { MetricComparison, Side } from './comparison-record.js';
import type { Samples } from './pairing.js';

/**
 * Compares a metric of a scenario over the runs that ended alike: a cancelled run's total time is not
 * that of a migration. Null if neither side has it.
 *
 * @param name of the scenario: the bootstrap's random stream is called after it
 */
export function compareMetric(
  metric: MetricName,
  samples: Samples,
  name: string,
  settings: ComparisonSettings,
): MetricComparison | null {
  const values = comparableValues(metric, samples);
  if (values === null) return null;
  const finding = changeFinding(values, samples, `compare/${name}/${metric}`, settings);
  const { estimate, interval, method, ...judgement } = finding;
  return {
    metric,
    unit: metricUnit(metric),
    method,
    base: sideSummary(values.base, settings.alpha),
    head: sideSummary(values.head, settings.alpha),
    change_percent: estimate === null || !Number.isFinite(estimate) ? null : percent(estimate),
    interval_percent:
      interval === null || !Number.isFinite(interval.high)
        ? null
        : { low: percent(interval.low), high: percent(interval.high) },
    ...judgement,
  };
}

/** The values to compare, pair by pair if the runs are; null if no run has the metric. */
function comparableValues(metric: MetricName, samples: Samples): Values | null {
  if (samples.kind === 'unpaired') {
    const anyCompleted = [...samples.base, ...samples.head].some(({ isCompleted }) => isCompleted);
    const [base, head] = [samples.base, samples.head].map((runs: Runs) =>
      runs
        .filter(({ isCompleted }) => isCompleted === anyCompleted)
        .flatMap(({ values }) => values.get(metric) ?? []),
    );
    return base.length + head.length === 0 ? null : { base, head };
  }
  if (!samples.pairs.flat().some(({ values }) => values.has(metric))) return null;
  const alike = samples.pairs
    .filter(([base, head]) => base.isCompleted === head.isCompleted)
    .map((pair) => pair.flatMap(({ values }) => values.get(metric) ?? []))
    .filter(({ length }) => length === 2);
  return { base: alike.map(([base]) => base), head: alike.map(([, head]) => head) };
}

/** The values of one side, summed up; null of none. */
function sideSummary(values: readonly number[], alpha: number): Side | null {
  if (values.length === 0) return null;
  return {
    runs: values.length,
    mean: toThousandths(mean(values)),
    median: toThousandths(median(values)),
    min: smallest(values),
    max: largest(values),
    median_interval: medianInterval(values, alpha),
  };
}

/** A ratio as a change in percent. */
function percent(of: number): number {
  return toThousandths((of - 1) * 100);
}
