/** What may come next: in front of the first item or key, a list or an object may end. */
type Expected = 'value' | 'first item' | 'key' | 'first key' | 'colon' | 'separator';

const space = /[ \t\n\r]*/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const stringPart = /[^"\\\p{Cc}]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u007f-\u009f]/uy;

/** Where a text stops being JSON: counted from 1, as people do. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** Nothing is wrong with it, but that it ends. */
  readonly isCutShort: boolean;
}

/** The first character that cannot be where it is in JSON (RFC 8259), or the end, of a text that is none. */
export function jsonFault(text: string): JsonFault {
  const offset = faultOffset(text);
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  const column = before.length - before.lastIndexOf('\n');
  return { line, column, isCutShort: offset === text.length };
}

function faultOffset(text: string): number {
  const open: string[] = [];
  let expected: Expected = 'value';
  let position = 0;
  for (;;) {
    position = endOf(space, text, position) ?? position;
    const character = text[position];
    const isIn = open.at(-1);
    if (expected === 'colon') {
      if (character !== ':') return position;
      expected = 'value';
      position++;
    } else if (expected === 'separator') {
      if (character === ',' && isIn !== undefined) expected = isIn === '{' ? 'key' : 'value';
      else if (isIn !== undefined && character === closing(isIn)) open.pop();
      else return position;
      position++;
    } else if (isIn !== undefined && expected.startsWith('first') && character === closing(isIn)) {
      open.pop();
      expected = 'separator';
      position++;
    } else if (character === '"') {
      const end: number = stringEnd(text, position + 1);
      if (text[end] !== '"') return end;
      expected = expected.endsWith('key') ? 'colon' : 'separator';
      position = end + 1;
    } else if (expected.endsWith('key')) {
      return position;
    } else if (character === '{' || character === '[') {
      open.push(character);
      expected = character === '{' ? 'first key' : 'first item';
      position++;
    } else {
      const end = endOf(literal, text, position);
      if (end === null) return position;
      expected = 'separator';
      position = end;
    }
  }
}

function closing(opening: string): string {
  return opening === '{' ? '}' : ']';
}

/** The closing quote, or what cannot be in a string. */
function stringEnd(text: string, start: number): number {
  let position = start;
  for (let end = endOf(stringPart, text, position); end !== null;) {
    position = end;
    end = endOf(stringPart, text, position);
  }
  return position;
}

/** Where a match ends that begins at `start`; null without one. */
function endOf(pattern: RegExp, text: string, start: number): number | null {
  pattern.lastIndex = start;
  return pattern.test(text) ? pattern.lastIndex : null;
}
