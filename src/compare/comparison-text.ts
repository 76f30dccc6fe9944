import {
  column,
  type Column,
  type Document,
  list,
  type MarkedRow,
  paragraph,
  plainTable,
  type Section,
  section,
  strong,
  type Tone,
} from '../documents/document.js';
import { groupBy } from '../documents/group-by.js';
import { shortList } from '../documents/short-list.js';
import type {
  ComparisonDocument,
  ScenarioComparison,
  ThresholdCheck,
} from './comparison-record.js';
import { type ComparisonRow, comparisonRows } from './comparison-row.js';

/** A comparison for people: what is compared, a table for each scenario, and what failed. */
export function comparisonText(document: ComparisonDocument): Document {
  const { failures, results, thresholds } = document;
  const kind = thresholds.length > 0 ? 'not within thresholds' : 'worse';
  const heading = failures.length > 0 ? `Regression: ${failures.length} ${kind}` : 'No regression';
  return [
    section(heading, [], { isHeading: true, only: 'markdown' }),
    section(null, [list(sideLines(document))]),
    ...(failures.length > 0
      ? [section('Failed', [list(shortList(failures))], { only: 'markdown' })]
      : []),
    ...results.map((scenario) => scenarioSection(document, scenario)),
    section(null, [list(summaryLines(results))]),
    section(null, [list(oneSidedLines(document))]),
    ...(thresholds.length > 0 ? checkSections(thresholds) : []),
  ];
}

/** The two sides and what tells them apart. */
function sideLines({ base, head, differs }: ComparisonDocument): string[] {
  const sides = [
    ['BASE', base],
    ['HEAD', head],
  ] as const;
  const lines = sides.map(([name, side]) => sideText(`${name} ${side.path}`, side));
  return [...lines, ...differsText(differs)];
}

/** "BASE before.json: 9 runs (model 2)". */
export function sideText(
  name: string,
  { model_versions, recorded_runs, runs }: ComparisonDocument['base'],
): string {
  const kinds = [
    ...(model_versions.length > 0 ? [`model ${model_versions.join(', ')}`] : []),
    ...(recorded_runs > 0 ? [`${recorded_runs} real`] : []),
  ];
  return `${name}: ${runs === 1 ? '1 run' : `${runs} runs`} (${kinds.join(', ')})`;
}

/** What tells two sides apart, in one line; none if nothing does. */
export function differsText(differs: ComparisonDocument['differs']): string[] {
  const changes = differs.map(
    ({ field, base: from, head: to }) => `${field.replace('parameters.', '')} ${from} -> ${to}`,
  );
  return changes.length === 0 ? [] : [`differs: ${changes.join('; ')}`];
}

function scenarioSection(document: ComparisonDocument, scenario: ScenarioComparison): Section {
  const isUnpaired = scenario.pairs === null;
  return section(
    scenario.scenario,
    [
      plainTable(
        columnsOf(document, isUnpaired),
        comparisonRows(scenario).map((row) => markedRow(row, isUnpaired)),
      ),
      list(scenario.notes.map((note) => ({ text: `  note: ${note}`, markdown: note }))),
    ],
    { aside: sampleText(scenario) },
  );
}

function columnsOf({ alpha }: ComparisonDocument, isUnpaired: boolean): Column[] {
  const centre = isUnpaired ? 'median' : 'mean';
  return [
    column('metric', 'text'),
    column(`BASE ${centre}`),
    column(`HEAD ${centre}`),
    column('change'),
    column(`${Number((100 * (1 - alpha)).toFixed(3))}% interval`),
    ...(isUnpaired ? [column('p')] : []),
    column('verdict'),
    column('note', 'number', { only: 'markdown' }),
  ];
}

function markedRow(row: ComparisonRow, isUnpaired: boolean): MarkedRow {
  const { base, change, head, interval, metric, note, pValue, verdict } = row;
  const isWorse = verdict === 'worse';
  const shown = isWorse ? strong(verdict) : verdict;
  const test = isUnpaired ? [pValue] : [];
  return {
    cells: [metric, base, head, change, interval, ...test, shown, note ?? ''],
    tone: isWorse ? 'error' : verdict === 'unknown' ? 'warning' : 'plain',
    note,
  };
}

/** How a scenario's runs were compared: "9 seeds", "5 and 6 runs". */
function sampleText({ pairs, base_runs, head_runs }: ScenarioComparison): string {
  if (pairs === null) return `${base_runs} and ${head_runs} runs`;
  return pairs === 1 ? '1 seed' : `${pairs} seeds`;
}

/** How often each metric has which verdict; nothing for a single scenario. */
function summaryLines(results: readonly ScenarioComparison[]): string[] {
  if (results.length < 2) return [];
  const rows = results.flatMap(comparisonRows);
  return Array.from(
    groupBy(rows, ({ metric }) => metric),
    ([metric, group]) => {
      const counts = groupBy(group, ({ verdict }) => verdict);
      const texts = Array.from(counts, ([verdict, { length }]) => `${length} ${verdict}`);
      return `${metric}: ${texts.join(', ')}`;
    },
  );
}

function oneSidedLines({ only_in_base, only_in_head }: ComparisonDocument): string[] {
  return [
    ...only_in_base.map((scenario) => `only in BASE: ${scenario}`),
    ...only_in_head.map((scenario) => `only in HEAD: ${scenario}`),
  ];
}

const checkTones: Readonly<Record<ThresholdCheck['status'], Tone>> = {
  passed: 'plain',
  breached: 'error',
  unknown: 'warning',
  skipped: 'plain',
};

/** The thresholds: lines in text, a table in Markdown. */
export function checkSections(checks: readonly ThresholdCheck[]): Section[] {
  const lines = checks.map(({ detail, scenario, status, threshold }) => ({
    ...paragraph(`${status.padEnd(8)}  ${threshold}  ${scenario}: ${detail}`),
    tone: checkTones[status],
  }));
  const columns = ['threshold', 'scenario', 'status', 'detail'].map((name) => column(name, 'text'));
  const rows = checks.map((each) => [each.threshold, each.scenario, each.status, each.detail]);
  return [
    section(null, lines, { only: 'text' }),
    section(null, [plainTable(columns, rows)], { only: 'markdown' }),
  ];
}
