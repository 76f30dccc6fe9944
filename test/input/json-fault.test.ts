import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFault } from '../../src/input/json-fault.js';

test.each([
  ['{"a": 1,}', 1, 9],
  ['[1,]', 1, 4],
  ['{\n  "a": NaN\n}', 2, 8],
  ['{\n  a: 1\n}', 2, 3],
  ['[01]', 1, 2],
  ['[1 2]', 1, 4],
  ['{"a" 1}', 1, 6],
  ['"a\nb"', 1, 3],
  ['"a\\x"', 1, 3],
  ['[1]]', 1, 4],
  ['[1}', 1, 3],
  ['\u001b[31m', 1, 1],
])('%j ends to be JSON at line %i, column %i', (text, line, column) => {
  expect(() => JSON.parse(text)).toThrow();
  expect(jsonFault(text)).toEqual({ line, column, isCutShort: false });
});

test('a text that was cut anywhere has its fault at its end', () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 3 }), fc.nat(), (json, cut) => {
      const text = `[${json}]`;
      const short = text.slice(0, cut % text.length);
      // A number, a word or an escape that was cut in the middle is wrong where it begins.
      const isInToken = /(?:[\w.+-]|\\u?\w*)$/.test(short);
      fc.pre(!isInToken);
      expect(jsonFault(short).isCutShort).toBe(true);
    }),
  );
});

test('a fault is found in every text that JSON.parse refuses, behind what it takes', () => {
  fc.assert(
    fc.property(
      fc.json({ maxDepth: 3 }),
      fc.nat(),
      fc.constantFrom(...'{}[],:"\\\u0001x1-'),
      (json, place, character) => {
        const at = place % (json.length + 1);
        const text = json.slice(0, at) + character + json.slice(at);
        let isJson = true;
        try {
          JSON.parse(text);
        } catch {
          isJson = false;
        }
        fc.pre(!isJson);
        const { column, line } = jsonFault(text);
        expect([line, column].every((part) => part >= 1)).toBe(true);
        expect(column).toBeLessThanOrEqual(text.length + 1);
      },
    ),
  );
});
