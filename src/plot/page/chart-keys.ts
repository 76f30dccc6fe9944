import type { TimeSpan } from '../time-axis.js';

/** What a key does in a chart that has the focus. */
export type KeyAction =
  /** Moves the cursor by a part of the span. */
  | { readonly kind: 'move'; readonly part: number }
  /** Shows another span; null is all. */
  | { readonly kind: 'show'; readonly span: TimeSpan | null };

/** For each key by which part of the span its ends move; null shows all. */
const spans: Readonly<Record<string, readonly [from: number, until: number] | null>> = {
  '+': [1 / 4, -1 / 4],
  '=': [1 / 4, -1 / 4],
  '-': [-1 / 2, 1 / 2],
  PageUp: [-1 / 2, -1 / 2],
  PageDown: [1 / 2, 1 / 2],
  '0': null,
};

const moves: Readonly<Record<string, number>> = {
  ArrowLeft: -1 / 50,
  ArrowRight: 1 / 50,
  Home: -1,
  End: 1,
};

/**
 * What a key asks for; null if it is none of a chart's. Shift makes arrows move the span instead of the
 * cursor.
 */
export function keyAction(
  { key, shiftKey }: { readonly key: string; readonly shiftKey: boolean },
  span: TimeSpan,
  full: TimeSpan,
): KeyAction | null {
  const part = moves[key];
  if (part !== undefined && !shiftKey) return { kind: 'move', part };
  const shift = part === undefined ? undefined : ([part * 6, part * 6] as const);
  const change = shift ?? spans[key];
  if (change === undefined) return null;
  if (change === null) return { kind: 'show', span: null };
  const length = span.until - span.from;
  const wanted = { from: span.from + change[0] * length, until: span.until + change[1] * length };
  return { kind: 'show', span: within(wanted, full) };
}

/** A span that does not leave another; null if it is all of that. */
function within({ from, until }: TimeSpan, full: TimeSpan): TimeSpan | null {
  const length = until - from;
  if (length >= full.until - full.from) return null;
  const start = Math.max(full.from, Math.min(full.until - length, from));
  return { from: start, until: start + length };
}
