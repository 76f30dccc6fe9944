import { alignedColumns } from './aligned-columns.js';
import type {
  ComparisonDocument,
  ComparisonVerdict,
  ScenarioComparison,
  ThresholdCheck,
} from './comparison-record.js';
import {
  comparisonCells,
  comparisonHeader,
  comparisonRows,
  oneSidedLines,
  sampleText,
  sideLines,
  summaryLines,
} from './comparison-row.js';
import type { TextStyle } from '../documents/text-style.js';
import { wrapWords } from '../documents/wrap-words.js';

/** Terminals and mails are at least as wide. */
const width = 100;

/**
 * A comparison as text of at most 100 columns: what is compared, a table for each scenario, and what
 * failed.
 */
export function renderComparison(document: ComparisonDocument, style: TextStyle): string {
  const blocks = [
    sideLines(document).flatMap((line) => wrapWords(line, width)),
    ...document.results.map((scenario) => scenarioLines(document, scenario, style)),
    summaryLines(document),
    oneSidedLines(document).flatMap((line) => wrapWords(line, width)),
    document.thresholds.flatMap((check) => checkLines(check, style)),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map((line) => `${line}\n`).join(''))
    .join('\n');
}

function scenarioLines(
  document: ComparisonDocument,
  scenario: ScenarioComparison,
  style: TextStyle,
): string[] {
  const title = wrapWords(`${scenario.scenario} (${sampleText(scenario)})`, width);
  const rows = comparisonRows(scenario);
  const table = [
    comparisonHeader(document, scenario),
    ...rows.map((row) => comparisonCells(row, scenario)),
  ];
  const [header, ...lines] = alignedColumns(table, 1);
  return [
    ...title.map((line) => style.title(line)),
    `  ${header}`,
    ...rows.flatMap(({ verdict, note }, index) => [
      styled(`  ${lines[index]}`, verdict, style),
      ...(note === null ? [] : [`      ${note}`]),
    ]),
    ...scenario.notes.map((note) => `  note: ${note}`),
  ];
}

function checkLines(check: ThresholdCheck, style: TextStyle): string[] {
  const { scenario, threshold, status, detail } = check;
  const lines = wrapWords(`${status.padEnd(8)}  ${threshold}  ${scenario}: ${detail}`, width);
  switch (status) {
    case 'breached':
      return lines.map((line) => style.error(line));
    case 'unknown':
      return lines.map((line) => style.warning(line));
    default:
      return lines;
  }
}

function styled(line: string, verdict: ComparisonVerdict, style: TextStyle): string {
  switch (verdict) {
    case 'worse':
      return style.error(line);
    case 'unknown':
      return style.warning(line);
    default:
      return line;
  }
}
