import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JsonDocuments } from '../../src/input/json-documents.js';
import { inputErrorOf } from '../support/thrown-input-error.js';

function documentsOf(text: string): unknown[] {
  const documents = new JsonDocuments('log', '--input');
  const found = text.split('\n').flatMap((line, index) => documents.line(line, index + 1) ?? []);
  documents.end();
  return found;
}

test('documents are cut out of lines, however they are spread', () => {
  expect(documentsOf('\n{"a":"}"}\n\n[\n{"b":\n"]\\""}\n]\n7\n')).toEqual([
    { document: { a: '}' }, line: 2 },
    { document: [{ b: ']"' }], line: 4 },
    { document: 7, line: 8 },
  ]);
});

test('any documents, one after the other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.object(), fc.constantFrom(0, 1, 2))), (drawn) => {
      const text = drawn.map(([value, indent]) => JSON.stringify(value, null, indent)).join('\n');
      const expected = drawn.map(([value]) => JSON.parse(JSON.stringify(value)) as unknown);
      expect(documentsOf(text).map((found) => (found as { document: unknown }).document)).toEqual(
        expected,
      );
    }),
  );
});

test.each([
  ['{"a":1', 'log is not JSON, or was cut short (line 1, column 7)'],
  ['{"a":1\n{"a":2}', '(line 1, column 7)'],
  ['7\n{\n"a', '(line 3, column 3)'],
  ['{"a\n"}', 'line 1, column 4'],
  ['1 2', 'log is not JSON (line 1, column 3)'],
  [']', 'log is not JSON (line 1, column 1)'],
  ['{}}', 'log is not JSON (line 1, column 3)'],
  [`${'['.repeat(101)}\n${']'.repeat(101)}`, 'is nested more than 100 levels deep'],
])('%j is refused', (text, message) => {
  expect(inputErrorOf(() => documentsOf(text)).message).toContain(message);
});
