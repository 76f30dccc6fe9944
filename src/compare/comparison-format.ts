import type { ComparisonDocument } from './comparison-record.js';
import type { TextStyle } from '../documents/text-style.js';

export const comparisonFormats = ['table', 'json', 'markdown', 'junit', 'benchmark'] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

/** Renders a comparison; each format is loaded when it is asked for. The text ends with a newline. */
export async function renderComparisonAs(
  document: ComparisonDocument,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
      return (await import('./comparison-table.js')).renderComparison(document, style);
    case 'json':
      return `${JSON.stringify(document, null, 2)}\n`;
    case 'markdown':
      return (await import('./comparison-markdown.js')).renderComparisonMarkdown(document);
    case 'junit':
      return (await import('./comparison-junit.js')).renderComparisonJunit(document);
    case 'benchmark':
      return (await import('./comparison-benchmark.js')).renderComparisonBenchmark(document);
  }
}
