import {
  type Cells,
  column,
  type Document,
  list,
  plainTable,
  type Row,
  section,
  type Section,
} from '../documents/document.js';
import { groupBy } from '../documents/group-by.js';
import { shortList } from '../documents/short-list.js';
import { type ComparisonRow, comparisonRows } from './comparison-row.js';
import type { ScenarioComparison } from './comparison-record.js';
import { checkSections, sideText, differsText } from './comparison-text.js';
import type { ComparisonsDocument } from './sets-record.js';

/** Several sets against a baseline, for people: columns for each set, a table for each scenario. */
export function setsText({ base, failures, sets }: ComparisonsDocument): Document {
  const heading = failures.length > 0 ? `Regression: ${failures.length} in all` : 'No regression';
  const titles = new Set(
    sets.flatMap(({ comparison }) => comparison.results.map(({ scenario }) => scenario)),
  );
  const sides = sets.map(({ comparison: { differs, head }, label }) =>
    [sideText(label, head), ...differsText(differs)].join('; '),
  );
  const [{ comparison: first }] = sets;
  const checks = sets.flatMap(({ comparison: { thresholds }, label }) =>
    thresholds.map((check) => ({ ...check, scenario: `${label}: ${check.scenario}` })),
  );
  return [
    section(heading, [], { isHeading: true, only: 'markdown' }),
    section(null, [list([sideText(base, first.base), ...sides])]),
    ...(failures.length > 0
      ? [section('Failed', [list(shortList(failures))], { only: 'markdown' })]
      : []),
    ...Array.from(titles, (title) => scenarioSection(title, base, sets)),
    section(null, [list(oneSidedLines(sets))]),
    ...(checks.length > 0 ? checkSections(checks) : []),
  ];
}

/** Rows of a scenario in one set, by metric. */
type SetRows = ReadonlyMap<string, ComparisonRow>;

function scenarioSection(title: string, base: string, sets: ComparisonsDocument['sets']): Section {
  const scenarios = sets.map(({ comparison }) =>
    comparison.results.find(({ scenario }) => scenario === title),
  );
  const bySet = scenarios.map(
    (each): SetRows =>
      new Map((each === undefined ? [] : comparisonRows(each)).map((row) => [row.metric, row])),
  );
  const metrics = [...new Set(bySet.flatMap((rows) => [...rows.keys()]))];
  const columns = [
    column('metric', 'text'),
    column(base),
    ...sets.flatMap(({ label }) => [column(label), column('change'), column('verdict')]),
  ];
  const notes = sets.flatMap(({ label }, place) =>
    notesOf(scenarios[place], bySet[place]).map((note) => `${label}: ${note}`),
  );
  return section(
    title,
    [
      plainTable(
        columns,
        metrics.map((metric) => metricRow(metric, bySet)),
      ),
      list(notes.map((note) => ({ text: `  note: ${note}`, markdown: note }))),
    ],
    { aside: seedsText(scenarios) },
  );
}

function metricRow(metric: string, bySet: readonly SetRows[]): Row {
  const rows = bySet.map((set) => set.get(metric));
  const known = rows.find((row) => row !== undefined);
  const cells: Cells = [
    metric,
    known?.base ?? '-',
    ...rows.flatMap((row) => [row?.head ?? '-', changeText(row), row?.verdict ?? '-']),
  ];
  const verdicts = new Set(rows.map((row) => row?.verdict));
  const tone = verdicts.has('worse') ? 'error' : verdicts.has('unknown') ? 'warning' : 'plain';
  return { cells, tone, note: null };
}

/** "-38.8% (-39.9% to -37.5%)". */
function changeText(row: ComparisonRow | undefined): string {
  if (row === undefined) return '-';
  return row.interval === '' ? row.change : `${row.change} (${row.interval})`;
}

function notesOf(scenario: ScenarioComparison | undefined, rows: SetRows): string[] {
  if (scenario === undefined) return ['does not have this scenario'];
  const noted = [...rows.values()].filter(({ note }) => note !== null);
  const ofMetrics = Array.from(
    groupBy(noted, ({ note }) => note),
    ([note, group]) => `${group.map(({ metric }) => metric).join(', ')}: ${note}`,
  );
  return [...scenario.notes, ...ofMetrics];
}

/** "9 seeds", or what each set has where they differ. */
function seedsText(scenarios: readonly (ScenarioComparison | undefined)[]): string {
  const texts = scenarios.flatMap((each) =>
    each === undefined
      ? []
      : [
          each.pairs === null
            ? `${each.base_runs} and ${each.head_runs} runs`
            : `${each.pairs} seeds`,
        ],
  );
  return [...new Set(texts)].join('; ');
}

function oneSidedLines(sets: ComparisonsDocument['sets']): string[] {
  return sets.flatMap(({ comparison, label }) => [
    ...comparison.only_in_base.map((scenario) => `not in ${label}: ${scenario}`),
    ...comparison.only_in_head.map((scenario) => `only in ${label}: ${scenario}`),
  ]);
}
