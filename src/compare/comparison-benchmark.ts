import type { ComparisonDocument, MetricComparison, Side } from './comparison-record.js';
import type { ComparisonsDocument } from './sets-record.js';
import { notConverged } from './comparison-metric.js';
import { jsonText } from '../documents/answer.js';
import { signed } from '../documents/number-format.js';

/** HEAD's figures as `customSmallerIsBetter` JSON of github-action-benchmark. */
export function renderComparisonBenchmark(document: ComparisonDocument): string {
  return jsonText(entriesOf(document));
}

/** The figures of each set but the baseline, with the label of the set before the name. */
export function renderSetsBenchmark({ sets }: ComparisonsDocument): string {
  const entries = sets.flatMap(({ comparison, label }) =>
    entriesOf(comparison).map((entry) => ({ ...entry, name: `${label}: ${entry.name}` })),
  );
  return jsonText(entries);
}

function entriesOf({ results }: ComparisonDocument) {
  return results.flatMap(({ scenario, pairs, convergence, metrics }) => [
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
}

function metricEntry(
  scenario: string,
  { metric, unit, change_percent, verdict }: MetricComparison,
  head: Side,
  isUnpaired: boolean,
) {
  const change = change_percent === null ? '' : ` (${signed(change_percent, '%')})`;
  return {
    name: `${scenario}: ${metric}`,
    unit: unit === 'percent' ? '%' : unit,
    value: isUnpaired ? head.median : head.mean,
    range: `${head.min} to ${head.max}`,
    extra: `${isUnpaired ? 'median' : 'mean'} of ${head.runs} runs\nagainst BASE: ${verdict}${change}`,
  };
}
