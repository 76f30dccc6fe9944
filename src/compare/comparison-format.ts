import { jsonText, renderDocument } from '../documents/answer.js';
import type { TextStyle } from '../documents/text-style.js';
import type { ComparisonDocument } from './comparison-record.js';

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
    case 'markdown': {
      const { comparisonText } = await import('./comparison-text.js');
      return renderDocument(() => comparisonText(document), format, style);
    }
    case 'json':
      return jsonText(document);
    case 'junit':
      return (await import('./comparison-junit.js')).renderComparisonJunit(document);
    case 'benchmark':
      return (await import('./comparison-benchmark.js')).renderComparisonBenchmark(document);
  }
}
