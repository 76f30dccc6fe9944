import { type AnswerFormat, renderAnswer } from '../documents/answer.js';
import type { TextStyle } from '../documents/text-style.js';
import { recordTable } from './record-columns.js';
import { letterTables } from './result-tables.js';
import type { ResultsDocument } from './results-document.js';

/** Renders results. The text ends with a newline. */
export async function renderResults(
  document: ResultsDocument,
  format: AnswerFormat,
  style: TextStyle,
): Promise<string> {
  const { results } = document;
  const answer = {
    json: document,
    records: () => results,
    csv: () => recordTable(results),
    document: () => letterTables(results),
  };
  return renderAnswer(answer, format, style);
}
