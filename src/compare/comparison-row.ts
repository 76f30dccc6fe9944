import { notConverged } from './comparison-metric.js';
import { groupBy } from '../documents/group-by.js';
import type {
  ComparisonDocument,
  ComparisonVerdict,
  MetricComparison,
  ScenarioComparison,
  Side,
} from './comparison-record.js';
import { quantity } from './quantity.js';
import { signed } from '../documents/signed.js';

/** A metric of a scenario as texts. */
export interface ComparisonRow {
  readonly metric: string;
  readonly base: string;
  readonly head: string;
  readonly change: string;
  readonly interval: string;
  readonly pValue: string;
  readonly verdict: ComparisonVerdict;
  readonly note: string | null;
}

/** What the columns of the rows are called. */
export function comparisonHeader(
  { alpha }: Pick<ComparisonDocument, 'alpha'>,
  { pairs }: ScenarioComparison,
): readonly string[] {
  const centre = pairs === null ? 'median' : 'mean';
  const interval = `${Number((100 * (1 - alpha)).toFixed(3))}% interval`;
  const test = pairs === null ? ['p'] : [];
  return ['metric', `BASE ${centre}`, `HEAD ${centre}`, 'change', interval, ...test, 'verdict'];
}

/** The cells of a row under that header. */
export function comparisonCells(row: ComparisonRow, { pairs }: ScenarioComparison): string[] {
  const test = pairs === null ? [row.pValue] : [];
  return [row.metric, row.base, row.head, row.change, row.interval, ...test, row.verdict];
}

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

/** How a scenario's runs were compared: "9 seeds", "5 and 6 runs". */
export function sampleText({ pairs, base_runs, head_runs }: ScenarioComparison): string {
  if (pairs === null) return `${base_runs} and ${head_runs} runs`;
  return pairs === 1 ? '1 seed' : `${pairs} seeds`;
}

/** The two sides and what tells them apart, a line each. */
export function sideLines({ base, head, differs }: ComparisonDocument): string[] {
  const lines = (
    [
      ['BASE', base],
      ['HEAD', head],
    ] as const
  ).map(([name, side]) => {
    const kinds = [
      ...(side.model_versions.length > 0 ? [`model ${side.model_versions.join(', ')}`] : []),
      ...(side.recorded_runs > 0 ? [`${side.recorded_runs} real`] : []),
    ];
    const runs = side.runs === 1 ? '1 run' : `${side.runs} runs`;
    return `${name} ${side.path}: ${runs} (${kinds.join(', ')})`;
  });
  const changes = differs.map(
    (each) => `${each.field.replace('parameters.', '')} ${each.base} -> ${each.head}`,
  );
  return changes.length === 0 ? lines : [...lines, `differs: ${changes.join('; ')}`];
}

/** What is on one side only, a line each. */
export function oneSidedLines({ only_in_base, only_in_head }: ComparisonDocument): string[] {
  return [
    ...only_in_base.map((scenario) => `only in BASE: ${scenario}`),
    ...only_in_head.map((scenario) => `only in HEAD: ${scenario}`),
  ];
}

/** How often each metric has which verdict, a line each; nothing for a single scenario. */
export function summaryLines({ results }: ComparisonDocument): string[] {
  if (results.length < 2) return [];
  const rows = results.flatMap(comparisonRows);
  return [...groupBy(rows, ({ metric }) => metric)].map(([metric, group]) => {
    const counts = [...groupBy(group, ({ verdict }) => verdict)].map(
      ([verdict, { length }]) => `${length} ${verdict}`,
    );
    return `${metric}: ${counts.join(', ')}`;
  });
}

function metricRow(comparison: MetricComparison, isUnpaired: boolean): ComparisonRow {
  const { metric, base, head, change_percent, interval_percent, p_value } = comparison;
  const centre = (side: Side | null): string =>
    side === null ? '-' : quantity(isUnpaired ? side.median : side.mean, metric);
  return {
    metric,
    base: centre(base),
    head: centre(head),
    change: change_percent === null ? '' : signed(change_percent, '%'),
    interval:
      interval_percent === null
        ? ''
        : `${signed(interval_percent.low, '%')} to ${signed(interval_percent.high, '%')}`,
    pValue: pText(p_value),
    verdict: comparison.verdict,
    note: comparison.note,
  };
}

function pText(p: number | null): string {
  return p === null ? '' : p < 0.0005 ? '<0.001' : p.toFixed(3);
}
