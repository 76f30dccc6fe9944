import type { RecordedDocument } from './recorded-record.js';
import type { AnswerFormat } from '../documents/answer.js';
import type { TextStyle } from '../documents/text-style.js';
import type { ValidationDocument } from './validation-record.js';

/** Renders a validation. NDJSON has the cells, then the summaries; CSV has the cells. */
export async function renderValidationAs(
  document: ValidationDocument,
  format: AnswerFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./validation-table.js')).renderValidation(document, style);
    case 'json':
      return jsonText(document);
    case 'ndjson':
      return ndjsonText([...document.results, ...document.summary]);
    case 'csv':
      return flatCsv(document.results);
    case 'markdown':
      return (await import('./validation-markdown.js')).renderValidationMarkdown(document);
  }
}

/** Renders recorded migrations and their predictions. */
export async function renderRecordedAs(
  document: RecordedDocument,
  format: AnswerFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./recorded-table.js')).renderRecorded(document, style);
    case 'json':
      return jsonText(document);
    case 'ndjson':
      return ndjsonText(document.results);
    case 'csv':
      return flatCsv(document.results);
    case 'markdown':
      return (await import('./recorded-table.js')).renderRecordedMarkdown(document);
  }
}

function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

function ndjsonText(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}

async function flatCsv(records: readonly object[]): Promise<string> {
  const [{ csvText }, { flatTable }] = await Promise.all([
    import('../documents/csv-text.js'),
    import('../documents/flat-record.js'),
  ]);
  const { header, rows } = flatTable(records);
  return csvText(header, rows);
}
