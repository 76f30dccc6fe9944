import { InputError } from './input-error.js';
import { jsonFault } from './json-fault.js';

/** Levels of lists and objects in each other: no file that is read here has more than ten. */
export const maxJsonDepth = 100;

/** What a text is as JSON, or why it is none that is read: a predicate. */
export type JsonReading =
  | { readonly ok: true; readonly document: unknown }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads a text as JSON. What is nested so deep that it can only be an attack is not looked at.
 *
 * @param firstLine the number that its first line has in its file, for `problem`
 */
export function readJson(text: string, firstLine = 1): JsonReading {
  if (isTooDeep(text)) {
    const place = firstLine === 1 ? '' : ` (line ${firstLine})`;
    return { ok: false, problem: `is nested more than ${maxJsonDepth} levels deep${place}` };
  }
  try {
    return { ok: true, document: JSON.parse(text) };
  } catch {
    if (text.trim() === '') return { ok: false, problem: 'is empty' };
    const { column, isCutShort, line } = jsonFault(text);
    const fault = isCutShort ? 'is not JSON, or was cut short' : 'is not JSON';
    return { ok: false, problem: `${fault} (line ${line + firstLine - 1}, column ${column})` };
  }
}

/**
 * Parses JSON from a file that the user named.
 *
 * @param option the option that named it, for errors
 * @throws InputError if it is not JSON
 */
export function parseJson(text: string, file: string, option: string): unknown {
  const reading = readJson(text);
  if (reading.ok) return reading.document;
  throw new InputError({ subject: option, value: file, problem: reading.problem });
}

/** What a text is as JSON; undefined if it is none. */
export function attemptJson(text: string): unknown {
  const reading = readJson(text);
  return reading.ok ? reading.document : undefined;
}

function isTooDeep(text: string): boolean {
  let depth = 0;
  let isString = false;
  for (let position = 0; position < text.length; position++) {
    switch (text.charCodeAt(position)) {
      case 0x5c: // A backslash: what follows is no quote.
        if (isString) position++;
        break;
      case 0x22: // "
        isString = !isString;
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (!isString && ++depth > maxJsonDepth) return true;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        if (!isString) depth--;
        break;
    }
  }
  return false;
}
