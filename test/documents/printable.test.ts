import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  inertLines,
  printable,
  printableJson,
  printableLines,
} from '../../src/documents/printable.js';
import { draws } from '../support/draws.js';
import { hostileText, shownText } from '../support/hostile-text.js';

test('what prints stays, and what does not is escaped as in JSON', () => {
  expect(printable('\u00e9 \u{1f468}\u200d\u{1f469} "a\\b"')).toBe(
    '\u00e9 \u{1f468}\u200d\u{1f469} "a\\b"',
  );
  expect(printable('a\u001b[31m\r\n\t\u007f\u009b\u202e\u{e0041}')).toBe(
    String.raw`a\u001b[31m\r\n\t\u007f\u009b\u202e\udb40\udc41`,
  );
});

test('no text reaches a terminal that it obeys or hides', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(printable(text)).toMatch(shownText);
      expect(printable(text)).not.toContain('\n');
      expect(printableLines(text).split('\n')).toHaveLength(text.split('\n').length);
    }),
    draws(200),
  );
});

test('printable JSON reads as before', () => {
  fc.assert(
    fc.property(fc.dictionary(hostileText, hostileText), (value) => {
      const json = printableJson(JSON.stringify(value, null, 2));
      expect(json).toMatch(shownText);
      expect(JSON.parse(json)).toEqual(value);
    }),
    draws(200),
  );
});

test('no line is a command to a runner of GitHub', () => {
  expect(inertLines('a::b\n  ::error::x\n##[error]')).toBe(
    String.raw`a::b
  \u003a:error::x
#\u0023[error]`,
  );
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(inertLines(printableLines(text))).not.toMatch(/^\s*::|##\[/m);
    }),
    draws(200),
  );
});
