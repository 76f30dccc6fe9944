import { readJson } from './json-text.js';

/** A JSON document, and the line of the text on which it begins, from 1. */
export interface LineDocument {
  readonly document: unknown;
  readonly line: number;
}

/** The documents of a text, or why it holds none that are read: a predicate. */
export type DocumentsReading =
  | { readonly ok: true; readonly documents: readonly LineDocument[] }
  | { readonly ok: false; readonly problem: string };

/** Reads a text that is one JSON document, or one a line (NDJSON). */
export function readDocuments(text: string): DocumentsReading {
  const whole = readJson(text);
  if (whole.ok) return { ok: true, documents: [{ document: whole.document, line: 1 }] };
  const documents: LineDocument[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const reading = readJson(line, index + 1);
    // A text whose first line is no document is not one of lines.
    if (!reading.ok) return documents.length === 0 ? whole : reading;
    documents.push({ document: reading.document, line: index + 1 });
  }
  return documents.length === 0 ? whole : { ok: true, documents };
}
