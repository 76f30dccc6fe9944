import type { ComparisonDocument, MetricComparison, Side } from './comparison-record.js';
import { notConverged } from './comparison-metric.js';
import { jsonText } from '../documents/answer.js';
import { signed } from '../documents/number-format.js';

/** An entry of what github-action-benchmark reads as `customSmallerIsBetter`. */
interface BenchmarkEntry {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly range?: string;
  readonly extra?: string;
}

/** HEAD's figures as `customSmallerIsBetter` JSON of github-action-benchmark. */
export function renderComparisonBenchmark({ results }: ComparisonDocument): string {
  const entries = results.flatMap(({ scenario, pairs, convergence, metrics }): BenchmarkEntry[] => [
    {
      name: `${scenario}: ${notConverged}`,
      unit: 'runs',
      value: convergence.head.not_converged,
      extra: `of ${convergence.head.runs} runs\nagainst BASE: ${convergence.verdict}`,
    },
    ...metrics.flatMap((metric) =>
      metric.head === null ? [] : [metricEntry(scenario, metric, metric.head, pairs === null)],
    ),
  ]);
  return jsonText(entries);
}

function metricEntry(
  scenario: string,
  { metric, unit, change_percent, verdict }: MetricComparison,
  head: Side,
  isUnpaired: boolean,
): BenchmarkEntry {
  const change = change_percent === null ? '' : ` (${signed(change_percent, '%')})`;
  return {
    name: `${scenario}: ${metric}`,
    unit: unit === 'percent' ? '%' : unit,
    value: isUnpaired ? head.median : head.mean,
    range: `${head.min} to ${head.max}`,
    extra: `${isUnpaired ? 'median' : 'mean'} of ${head.runs} runs\nagainst BASE: ${verdict}${change}`,
  };
}
