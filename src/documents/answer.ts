import { csvText, type CsvTable } from './csv.js';
import type { Document, DocumentForm } from './document.js';
import { flatTable } from './flat-record.js';
import { printableJson } from './printable.js';
import type { TextStyle } from './text-style.js';

export const answerFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

/** What a command found, for programs and for people; a part that no format asks for is not made. */
export interface Answer {
  /** The whole. */
  readonly json: object;
  /** NDJSON: a line each. */
  readonly records: () => readonly object[];
  readonly csv: () => CsvTable;
  /** Text and Markdown are one document, unless their tables have little in common. */
  readonly document: (form: DocumentForm) => Document;
}

/** An answer whose CSV has a column for each key of its records. */
export function flatAnswer(
  json: object,
  records: readonly object[],
  document: Answer['document'],
): Answer {
  return { json, records: () => records, csv: () => flatTable(records), document };
}

/** An answer in one of its formats, with a newline at its end. */
export async function renderAnswer(
  answer: Answer,
  format: AnswerFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
    case 'markdown':
      return renderDocument(answer.document, format, style);
    case 'json':
      return jsonText(answer.json);
    case 'ndjson':
      return answer.records().map(jsonLine).join('');
    case 'csv':
      return csvText(answer.csv());
  }
}

/** A document as text or as Markdown; each renderer is loaded when it is asked for. */
export async function renderDocument(
  document: Answer['document'],
  format: 'table' | 'markdown',
  style: TextStyle,
): Promise<string> {
  return format === 'table'
    ? (await import('./text-document.js')).renderText(document('text'), style)
    : (await import('./markdown-document.js')).renderMarkdown(document('markdown'));
}

/** JSON of files and pipes, in which what does not print is escaped. */
export function jsonText(value: object): string {
  return `${printableJson(JSON.stringify(value, null, 2))}\n`;
}

/** A line of NDJSON. */
export function jsonLine(value: object): string {
  return `${printableJson(JSON.stringify(value))}\n`;
}
