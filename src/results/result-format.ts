import type { ResultsDocument } from './results-document.js';
import type { TextStyle } from '../documents/text-style.js';

export const resultFormats = ['table', 'json', 'ndjson', 'csv', 'markdown'] as const;
export type ResultFormat = (typeof resultFormats)[number];

/** Renders results; each format is loaded when it is asked for. The text ends with a newline. */
export async function renderResults(
  document: ResultsDocument,
  format: ResultFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./table.js')).renderTables(document.results, style);
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'ndjson':
      return document.results.map((record) => `${JSON.stringify(record)}\n`).join('');
    case 'csv':
      return (await import('./csv.js')).renderCsv(document.results);
    case 'markdown':
      return (await import('./markdown.js')).renderMarkdown(document.results);
  }
}
