import { type ComparedSide, type CompareOptions, compareSides } from './compare.js';
import { type MetricName, metricUnit, notConverged } from './comparison-metric.js';
import type { ComparisonDocument, ScenarioComparison, Side } from './comparison-record.js';
import {
  type HistoryDocument,
  historyDocument,
  type Trend,
  type TrendPoint,
} from './history-record.js';

/** A set of a history, and what it is called. */
export interface HistorySet {
  readonly label: string;
  readonly side: ComparedSide;
}

/** A history, and its newest set compared with the first and with the one before it. */
export interface History {
  readonly document: HistoryDocument;
  readonly newest: ComparisonDocument;
}

/** A set with its two comparisons. */
interface ComparedSet {
  readonly label: string;
  readonly withFirst: ComparisonDocument;
  readonly withLast: ComparisonDocument;
}

/**
 * How metrics went from set to set: each is compared with the first one, which shows a drift, and with the one before
 * it, which shows where a step was. The newest set fails by either. A set alone is compared with itself.
 *
 * @param sets one or more, in order
 * @throws InputError if sets have no scenario in common
 */
export function compareHistory(
  folder: string,
  sets: readonly HistorySet[],
  options: CompareOptions,
): History {
  const [first, ...others] = sets;
  const compared = others.map(({ label, side }, index): ComparedSet => {
    const withFirst = compareSides(first.side, side, options);
    const before = sets[index].side;
    const withLast = index === 0 ? withFirst : compareSides(before, side, options);
    return { label, withFirst, withLast };
  });
  const alone = compared.length === 0 ? comparedAlone(first, options) : null;
  const newest = compared.at(-1)?.withFirst ?? alone!.withFirst;
  const all = alone === null ? compared : [alone];
  const trends = scenariosOf(all).flatMap((scenario) => trendsOf(scenario, first.label, all));
  const document = historyDocument({
    folder,
    sets: sets.map(({ label }) => label),
    trends:
      alone === null
        ? trends
        : trends.map((trend) => ({ ...trend, points: trend.points.slice(0, 1) })),
    notes: compared.flatMap(({ label, withFirst }) => [
      ...withFirst.only_in_base.map((scenario) => `not in ${label}: ${scenario}`),
      ...withFirst.only_in_head.map(
        (scenario) => `in ${label}, not in ${first.label}: ${scenario}`,
      ),
    ]),
    failures: newestFailures(sets, compared),
  });
  return { document, newest };
}

/** A set beside a copy of itself, for its figures. */
function comparedAlone({ label, side }: HistorySet, options: CompareOptions): ComparedSet {
  const copy = { ...side, runs: side.runs.map((run) => ({ ...run })) };
  const withFirst = compareSides(side, copy, options);
  return { label, withFirst, withLast: withFirst };
}

/** What the newest set fails against the first one, and against the one before it. */
function newestFailures(sets: readonly HistorySet[], compared: readonly ComparedSet[]): string[] {
  const newest = compared.at(-1);
  if (newest === undefined) return [];
  const against = (label: string, { failures }: ComparisonDocument): string[] =>
    failures.map((failure) => `${newest.label} against ${label}: ${failure}`);
  return [
    ...against(sets[0].label, newest.withFirst),
    ...(compared.length > 1 ? against(sets.at(-2)!.label, newest.withLast) : []),
  ];
}

function scenariosOf(compared: readonly ComparedSet[]): string[] {
  const titles = compared.flatMap(({ withFirst }) =>
    withFirst.results.map(({ scenario }) => scenario),
  );
  return [...new Set(titles)];
}

function trendsOf(scenario: string, firstLabel: string, compared: readonly ComparedSet[]): Trend[] {
  const sets = compared.map(({ label, withFirst, withLast }) => ({
    label,
    withFirst: resultOf(withFirst, scenario),
    withLast: resultOf(withLast, scenario),
  }));
  const metrics = sets.flatMap(
    ({ withFirst }) => withFirst?.metrics.map(({ metric }) => metric) ?? [],
  );
  const names: readonly Trend['metric'][] = [notConverged, ...new Set(metrics)];
  return names.map((metric) => {
    const points = sets.flatMap(({ label, withFirst, withLast }): TrendPoint[] => {
      const figures = withFirst && figuresOf(withFirst, metric);
      if (figures === undefined || figures.head === null) return [];
      const step = withLast && figuresOf(withLast, metric);
      return [
        {
          set: label,
          ...figures.head,
          change_percent: figures.change,
          verdict: figures.verdict,
          step: step?.verdict ?? 'unknown',
        },
      ];
    });
    const firsts = sets.flatMap(({ withFirst }) => withFirst ?? []);
    const base = firsts.map((each) => figuresOf(each, metric)?.base).find((each) => each !== null);
    const begin: TrendPoint[] = base
      ? [{ set: firstLabel, ...base, change_percent: null, verdict: null, step: null }]
      : [];
    return { scenario, metric, unit: metricUnit(metric), points: [...begin, ...points] };
  });
}

function resultOf({ results }: ComparisonDocument, title: string): ScenarioComparison | undefined {
  return results.find(({ scenario }) => scenario === title);
}

type Figures = Pick<TrendPoint, 'runs' | 'value' | 'min' | 'max'>;

interface MetricFigures {
  readonly base: Figures | null;
  readonly head: Figures | null;
  readonly change: number | null;
  readonly verdict: NonNullable<TrendPoint['verdict']>;
}

/** What a comparison says of a metric, or of runs that did not converge. */
function figuresOf(
  { convergence, metrics, pairs }: ScenarioComparison,
  name: MetricName | typeof notConverged,
): MetricFigures | undefined {
  if (name === notConverged) {
    const [base, head] = [convergence.base, convergence.head].map(
      ({ not_converged: value, runs }): Figures => ({ runs, value, min: value, max: value }),
    );
    return { base, head, change: null, verdict: convergence.verdict };
  }
  const found = metrics.find(({ metric }) => metric === name);
  if (found === undefined) return undefined;
  const figures = (side: Side | null): Figures | null => {
    if (side === null) return null;
    const { max, mean, median, min, runs } = side;
    return { runs, value: pairs === null ? median : mean, min, max };
  };
  const { base, change_percent: change, head, verdict } = found;
  return { base: figures(base), head: figures(head), change, verdict };
}
