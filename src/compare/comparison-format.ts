import { jsonText, renderDocument } from '../documents/answer.js';
import type { TextStyle } from '../documents/text-style.js';
import type { ComparisonDocument } from './comparison-record.js';
import type { History } from './history.js';
import type { ComparisonsDocument } from './sets-record.js';

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

/** Renders comparisons of several sets with one baseline, likewise. */
export async function renderSetsAs(
  document: ComparisonsDocument,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
    case 'markdown': {
      const { setsText } = await import('./sets-text.js');
      return renderDocument(() => setsText(document), format, style);
    }
    case 'json':
      return jsonText(document);
    case 'junit':
      return (await import('./comparison-junit.js')).renderSetsJunit(document);
    case 'benchmark':
      return (await import('./comparison-benchmark.js')).renderSetsBenchmark(document);
  }
}

/** Renders a history; JUnit and benchmark are of its newest set against the first. */
export async function renderHistoryAs(
  { document, newest }: History,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
    case 'markdown': {
      const { historyText } = await import('./history-text.js');
      return renderDocument(() => historyText(document), format, style);
    }
    case 'json':
      return jsonText(document);
    case 'junit':
    case 'benchmark':
      return renderComparisonAs(newest, format, style);
  }
}
