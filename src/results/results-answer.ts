import { type Answer, type AnswerFormat, renderAnswer } from '../documents/answer.js';
import type { TextStyle } from '../documents/text-style.js';
import { recordTable } from './record-columns.js';
import { conditionsOf, letterTables } from './result-tables.js';
import type { ResultsDocument } from './results-document.js';

/**
 * Results in all their forms.
 *
 * @param hasConditions whether the line under the tables says under which conditions they were simulated
 */
export function resultsAnswer(document: ResultsDocument, hasConditions = true): Answer {
  const { results } = document;
  return {
    json: document,
    records: () => results,
    csv: () => recordTable(results),
    document: () => [
      ...letterTables(results),
      ...(hasConditions ? [conditionsOf(results).section()] : []),
    ],
  };
}

/** Renders results. The text ends with a newline. */
export function renderResults(
  document: ResultsDocument,
  format: AnswerFormat,
  style: TextStyle,
): Promise<string> {
  return renderAnswer(resultsAnswer(document), format, style);
}
