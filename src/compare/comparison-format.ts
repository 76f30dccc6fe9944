import { jsonText, renderDocument } from '../documents/answer.js';
import type { Document } from '../documents/document.js';
import type { TextStyle } from '../documents/text-style.js';
import type { ComparisonDocument } from './comparison-record.js';
import type { History } from './history.js';
import type { ComparisonsDocument } from './sets-record.js';

export const comparisonFormats = ['table', 'json', 'markdown', 'junit', 'benchmark'] as const;
export type ComparisonFormat = (typeof comparisonFormats)[number];

/** What a comparison says in each of the formats; a format's code is loaded when it is asked for. */
interface Renderings {
  readonly json: object;
  readonly document: () => Promise<Document>;
  readonly junit: () => Promise<string>;
  readonly benchmark: () => Promise<string>;
}

/** Renders a comparison. The text ends with a newline. */
export function renderComparisonAs(
  document: ComparisonDocument,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  return rendered(renderingsOf(document), format, style);
}

/** Renders comparisons of several sets with one baseline, likewise. */
export function renderSetsAs(
  document: ComparisonsDocument,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  const renderings: Renderings = {
    json: document,
    document: async () => (await import('./sets-text.js')).setsText(document),
    junit: async () => (await import('./comparison-junit.js')).renderSetsJunit(document),
    benchmark: async () =>
      (await import('./comparison-benchmark.js')).renderSetsBenchmark(document),
  };
  return rendered(renderings, format, style);
}

/** Renders a history; JUnit and benchmark are of its newest set against the first. */
export function renderHistoryAs(
  { document, newest }: History,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  const renderings: Renderings = {
    ...renderingsOf(newest),
    json: document,
    document: async () => (await import('./history-text.js')).historyText(document),
  };
  return rendered(renderings, format, style);
}

function renderingsOf(document: ComparisonDocument): Renderings {
  return {
    json: document,
    document: async () => (await import('./comparison-text.js')).comparisonText(document),
    junit: async () => (await import('./comparison-junit.js')).renderComparisonJunit(document),
    benchmark: async () =>
      (await import('./comparison-benchmark.js')).renderComparisonBenchmark(document),
  };
}

async function rendered(
  { json, document, junit, benchmark }: Renderings,
  format: ComparisonFormat,
  style: TextStyle,
): Promise<string> {
  switch (format) {
    case 'table':
    case 'markdown': {
      const made = await document();
      return renderDocument(() => made, format, style);
    }
    case 'json':
      return jsonText(json);
    case 'junit':
      return junit();
    case 'benchmark':
      return benchmark();
  }
}
