import { metricUnit, notConverged } from './comparison-metric.js';
import type { MetricComparison, ScenarioComparison, Side } from './comparison-record.js';
import { quantity, signed } from '../documents/number-format.js';

/** A metric of a scenario as texts. */
export type ComparisonRow = Readonly<
  Record<'metric' | 'base' | 'head' | 'change' | 'interval' | 'pValue', string>
> &
  Pick<MetricComparison, 'verdict' | 'note'>;

/** The rows of a scenario: what did not converge, then its metrics. */
export function comparisonRows(scenario: ScenarioComparison): ComparisonRow[] {
  const { base, head, p_value, verdict, note } = scenario.convergence;
  return [
    {
      metric: notConverged,
      base: `${base.not_converged} of ${base.runs}`,
      head: `${head.not_converged} of ${head.runs}`,
      change: '',
      interval: '',
      pValue: pText(p_value),
      verdict,
      note,
    },
    ...scenario.metrics.map((metric) => metricRow(metric, scenario.pairs === null)),
  ];
}

function metricRow(comparison: MetricComparison, isUnpaired: boolean): ComparisonRow {
  const { metric, base, head, change_percent, interval_percent: range, verdict } = comparison;
  const centre = (side: Side | null): string =>
    side === null ? '-' : quantity(isUnpaired ? side.median : side.mean, metricUnit(metric));
  return {
    metric,
    base: centre(base),
    head: centre(head),
    change: change_percent === null ? '' : signed(change_percent, '%'),
    interval: range === null ? '' : `${signed(range.low, '%')} to ${signed(range.high, '%')}`,
    pValue: pText(comparison.p_value),
    verdict,
    note: comparison.note,
  };
}

function pText(p: number | null): string {
  return p === null ? '' : p < 0.0005 ? '<0.001' : p.toFixed(3);
}
