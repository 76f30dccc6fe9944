import { escapeMarkup } from '../documents/escape-markup.js';
import { decidingMetrics } from './comparison-metric.js';
import type { ComparisonDocument } from './comparison-record.js';
import { type ComparisonRow, comparisonRows } from './comparison-row.js';
import type { ComparisonsDocument } from './sets-record.js';
import { groupBy } from '../documents/group-by.js';

interface TestCase {
  readonly name: string;
  readonly outcome: 'passed' | 'failure' | 'skipped';
  readonly detail: string;
}

interface TestSuite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/**
 * A comparison as JUnit XML: a suite for each scenario, with a case for each threshold or, without
 * thresholds, for each metric. What is unknown is skipped, unless it is a failure.
 */
export function renderComparisonJunit(document: ComparisonDocument): string {
  return junitText(suitesOf(document));
}

/** Several comparisons in one, each suite with the label of its set before its name. */
export function renderSetsJunit({ sets }: ComparisonsDocument): string {
  const suites = sets.flatMap(({ comparison, label }) =>
    suitesOf(comparison).map(({ cases, name }) => ({ name: `${label}: ${name}`, cases })),
  );
  return junitText(suites);
}

function suitesOf(document: ComparisonDocument): TestSuite[] {
  return document.thresholds.length > 0 ? checkSuites(document) : metricSuites(document);
}

function junitText(suites: readonly TestSuite[]): string {
  const cases = suites.flatMap((suite) => suite.cases);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="guestperf-sim compare" ${counts(cases)}>`,
    ...suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function metricSuites({ results }: ComparisonDocument): TestSuite[] {
  return results.map((scenario) => ({
    name: scenario.scenario,
    cases: comparisonRows(scenario).map(metricCase),
  }));
}

function metricCase(row: ComparisonRow): TestCase {
  const { metric, base, head, change, interval, verdict, note } = row;
  const figures = [`${base} -> ${head}`, change, interval].filter(Boolean).join(', ');
  const detail = `${verdict}: ${figures}${note === null ? '' : ` (${note})`}`;
  const isFailure = verdict === 'worse' && decidingMetrics.has(metric);
  const outcome = isFailure ? 'failure' : verdict === 'unknown' ? 'skipped' : 'passed';
  return { name: metric, outcome, detail };
}

function checkSuites({ thresholds, allow_unknown }: ComparisonDocument): TestSuite[] {
  const outcomes = {
    passed: 'passed',
    breached: 'failure',
    unknown: allow_unknown ? 'skipped' : 'failure',
    skipped: 'skipped',
  } as const;
  return Array.from(
    groupBy(thresholds, ({ scenario }) => scenario),
    ([name, checks]) => ({
      name,
      cases: checks.map(({ threshold, status, detail }) => ({
        name: threshold,
        outcome: outcomes[status],
        detail: `${status}: ${detail}`,
      })),
    }),
  );
}

function suiteLines({ name, cases }: TestSuite): string[] {
  return [
    `  <testsuite name="${escapeMarkup(name)}" ${counts(cases)}>`,
    ...cases.flatMap(({ name: caseName, outcome, detail }) => {
      const message = escapeMarkup(detail);
      return [
        `    <testcase classname="${escapeMarkup(name)}" name="${escapeMarkup(caseName)}" time="0">`,
        outcome === 'passed'
          ? `      <system-out>${message}</system-out>`
          : `      <${outcome} message="${message}"/>`,
        '    </testcase>',
      ];
    }),
    '  </testsuite>',
  ];
}

function counts(cases: readonly TestCase[]): string {
  const of = (outcome: TestCase['outcome']): number =>
    cases.filter((each) => each.outcome === outcome).length;
  return (
    `tests="${cases.length}" failures="${of('failure')}" errors="0" ` +
    `skipped="${of('skipped')}" time="0"`
  );
}
