import { readJson } from '../../input/json-text.js';

/** What a line of a monitor is. */
export type QmpMessage =
  | { readonly kind: 'greeting' }
  | { readonly kind: 'return'; readonly id: unknown; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: unknown; readonly description: string }
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'other' };

/** A message, or why a line is none: a predicate. */
export type QmpReading =
  | { readonly ok: true; readonly message: QmpMessage }
  | { readonly ok: false; readonly problem: string };

/** Reads a line of a monitor, which may hold anything. */
export function readQmpMessage(line: string): QmpReading {
  const reading = readJson(line);
  if (!reading.ok) return reading;
  const { document } = reading;
  if (typeof document !== 'object' || document === null || Array.isArray(document)) {
    return { ok: false, problem: 'is not a JSON object' };
  }
  return { ok: true, message: messageOf(document as Record<string, unknown>) };
}

function messageOf(document: Readonly<Record<string, unknown>>): QmpMessage {
  const { error, event, id } = document;
  if ('QMP' in document) return { kind: 'greeting' };
  if ('return' in document) return { kind: 'return', id, value: document['return'] };
  if ('error' in document) return { kind: 'error', id, description: descriptionOf(error) };
  return typeof event === 'string' ? { kind: 'event', name: event } : { kind: 'other' };
}

function descriptionOf(error: unknown): string {
  const { desc } = (error ?? {}) as { readonly desc?: unknown };
  return typeof desc === 'string' ? desc : 'an error without a description';
}
