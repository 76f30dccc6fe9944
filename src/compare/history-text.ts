import {
  column,
  type Document,
  list,
  type MarkedRow,
  plainTable,
  type Section,
  section,
} from '../documents/document.js';
import { groupBy } from '../documents/group-by.js';
import { quantity, signed } from '../documents/number-format.js';
import { shortList } from '../documents/short-list.js';
import { notConverged } from './comparison-metric.js';
import type { HistoryDocument, Trend, TrendPoint } from './history-record.js';

/** A history for people: for each scenario a row a set, with its change against the first one. */
export function historyText(document: HistoryDocument): Document {
  const { failures, folder, notes, sets, trends } = document;
  const heading = failures.length > 0 ? `Regression: ${failures.length}` : 'No regression';
  const range = `${folder}: ${sets.length} sets, ${sets[0]} to ${sets.at(-1)}; changes are against ${sets[0]}`;
  return [
    section(heading, [], { isHeading: true, only: 'markdown' }),
    section(null, [list([range])]),
    ...(failures.length > 0
      ? [section('Failed', [list(shortList(failures))], { only: 'markdown' })]
      : []),
    ...Array.from(
      groupBy(trends, ({ scenario }) => scenario),
      ([title, group]) => scenarioSection(title, group, sets),
    ),
    section(null, [list(stepLines(document))]),
    section(null, [list(notes)]),
  ];
}

function scenarioSection(
  title: string,
  trends: readonly Trend[],
  sets: readonly string[],
): Section {
  const columns = [
    column('set', 'text'),
    ...trends.flatMap(({ metric }) =>
      metric === notConverged ? [column(metric)] : [column(metric), column('change')],
    ),
  ];
  const rows = sets.map((set): MarkedRow => {
    const points = trends.map((trend) => ({
      trend,
      point: trend.points.find((each) => each.set === set),
    }));
    const verdicts = points.map(({ point }) => point?.verdict);
    return {
      cells: [set, ...points.flatMap(({ point, trend }) => cellsOf(trend, point))],
      tone: verdicts.includes('worse') ? 'error' : 'plain',
      note: null,
    };
  });
  return section(title, [plainTable(columns, rows)]);
}

function cellsOf({ metric, unit }: Trend, point: TrendPoint | undefined): string[] {
  if (metric === notConverged) {
    return [point === undefined ? '-' : `${point.value} of ${point.runs}`];
  }
  return point === undefined ? ['-', ''] : [quantity(point.value, unit), changeText(point)];
}

/** "-38.8% better"; nothing of the first set. */
export function changeText({ change_percent: change, verdict }: TrendPoint): string {
  if (verdict === null) return '';
  return [...(change === null ? [] : [signed(change, '%')]), verdict].join(' ');
}

/** Where a metric got better or worse from one set to the next. */
function stepLines({ sets, trends }: HistoryDocument): string[] {
  return sets.slice(1).flatMap((set, index) => {
    const steps = trends.flatMap(({ metric, points, scenario }) => {
      const { step = null } = points.find((each) => each.set === set) ?? {};
      return step === 'better' || step === 'worse' ? [`${scenario}: ${metric} ${step}`] : [];
    });
    return steps.length === 0 ? [] : [`${sets[index]} -> ${set}: ${steps.join('; ')}`];
  });
}
