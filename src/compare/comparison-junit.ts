import { escapeMarkup } from '../documents/escape-markup.js';
import { decidingMetrics } from './comparison-metric.js';
import type { ComparisonDocument, ThresholdCheck } from './comparison-record.js';
import { type ComparisonRow, comparisonRows } from './comparison-row.js';
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
  const suites = document.thresholds.length > 0 ? checkSuites(document) : metricSuites(document);
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
  return [...groupBy(thresholds, ({ scenario }) => scenario)].map(([name, checks]) => ({
    name,
    cases: checks.map((check) => ({
      name: check.threshold,
      outcome: checkOutcome(check, allow_unknown),
      detail: `${check.status}: ${check.detail}`,
    })),
  }));
}

function checkOutcome({ status }: ThresholdCheck, allowUnknown: boolean): TestCase['outcome'] {
  switch (status) {
    case 'passed':
      return 'passed';
    case 'breached':
      return 'failure';
    case 'unknown':
      return allowUnknown ? 'skipped' : 'failure';
    case 'skipped':
      return 'skipped';
  }
}

function suiteLines({ name, cases }: TestSuite): string[] {
  return [
    `  <testsuite name="${escapeMarkup(name)}" ${counts(cases)}>`,
    ...cases.flatMap((each) => caseLines(name, each)),
    '  </testsuite>',
  ];
}

function caseLines(suite: string, { name, outcome, detail }: TestCase): string[] {
  const message = escapeMarkup(detail);
  const content =
    outcome === 'passed'
      ? `<system-out>${message}</system-out>`
      : `<${outcome} message="${message}"/>`;
  return [
    `    <testcase classname="${escapeMarkup(suite)}" name="${escapeMarkup(name)}" time="0">`,
    `      ${content}`,
    '    </testcase>',
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
