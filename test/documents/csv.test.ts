import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFields, csvRecords, csvRows, csvText } from '../../src/documents/csv.js';

test('what is written is read back', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ') });
  const line = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      expect(csvRows(csvText({ header: ['h', 'i'], rows: lines })).slice(1)).toEqual(lines);
    }),
  );
});

test('blank lines, returns and a missing last newline are no records', () => {
  expect(csvRows('a,b\r\n\n1,"x,""y"""')).toEqual([
    ['a', 'b'],
    ['1', 'x,"y"'],
  ]);
  expect(csvFields('')).toEqual(['']);
});

test('CSV with carriage returns, and without a last newline', () => {
  expect(csvRecords('a,b\r\n1,"x\ny"\r\n,')).toEqual([
    { a: '1', b: 'x\ny' },
    { a: '', b: '' },
  ]);
});
