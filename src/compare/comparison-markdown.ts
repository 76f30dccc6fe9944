import type { ComparisonDocument, ScenarioComparison } from './comparison-record.js';
import {
  comparisonCells,
  comparisonHeader,
  comparisonRows,
  oneSidedLines,
  sampleText,
  sideLines,
  summaryLines,
} from './comparison-row.js';
import { shortList } from '../documents/short-list.js';
import { escapedMarkdown, markdownTable } from '../documents/markdown-table.js';

/** A comparison as Markdown: what failed, then a table for each scenario. */
export function renderComparisonMarkdown(document: ComparisonDocument): string {
  const { failures, thresholds, results } = document;
  const heading =
    failures.length > 0
      ? `### Regression: ${failures.length} ${thresholds.length > 0 ? 'not within thresholds' : 'worse'}`
      : '### No regression';
  const blocks = [
    [heading],
    list(sideLines(document)),
    ...(failures.length > 0 ? [['**Failed**'], list(shortList(failures))] : []),
    ...results.map((scenario) => scenarioLines(document, scenario)),
    list(summaryLines(document)),
    list(oneSidedLines(document)),
    thresholds.length === 0
      ? []
      : markdownTable(
          ['threshold', 'scenario', 'status', 'detail'],
          thresholds.map((each) => [each.threshold, each.scenario, each.status, each.detail]),
          4,
        ),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

function scenarioLines(document: ComparisonDocument, scenario: ScenarioComparison): string[] {
  const rows = comparisonRows(scenario);
  const header = [...comparisonHeader(document, scenario), 'note'];
  const cells = rows.map((row) => {
    const shown = comparisonCells(row, scenario);
    const verdict = row.verdict === 'worse' ? '**worse**' : row.verdict;
    return [...shown.slice(0, -1), verdict, row.note ?? ''];
  });
  return [
    `**${escapedMarkdown(scenario.scenario)}** (${sampleText(scenario)})`,
    '',
    ...markdownTable(header, cells, 1),
    ...(scenario.notes.length > 0 ? ['', ...list(scenario.notes)] : []),
  ];
}

function list(lines: readonly string[]): string[] {
  return lines.map((line) => `- ${escapedMarkdown(line)}`);
}
