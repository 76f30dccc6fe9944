import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFields, csvLine, csvRows, csvText } from '../../src/documents/csv.js';
import { draws } from '../support/draws.js';
import { hostileText } from '../support/hostile-text.js';

test('what is written is read back', () => {
  const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') });
  const line = fc.array(field, { minLength: 2, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 4 }), (lines) => {
      expect(csvRows(csvText({ header: ['h', 'i'], rows: lines })).slice(1)).toEqual(lines);
    }),
    draws(200),
  );
});

test('blank lines, returns and a missing last newline are no records', () => {
  expect(csvRows('a,b\r\n\n1,"x,""y"""')).toEqual([
    ['a', 'b'],
    ['1', 'x,"y"'],
  ]);
  expect(csvFields('')).toEqual(['']);
});

test('a carriage return within a field is quoted, as many readers end a line with it', () => {
  expect(csvLine(['a\rb', 'c'])).toBe('"a\rb",c\n');
  expect(csvRows('"a\rb",c\n')).toEqual([['a\rb', 'c']]);
});

test('CSV with carriage returns, and without a last newline', () => {
  expect(csvRows('a,b\r\n1,"x\ny"\r\n,')).toEqual([
    ['a', 'b'],
    ['1', 'x\ny'],
    ['', ''],
  ]);
});

test('what a spreadsheet would run has an apostrophe in front', () => {
  const cells = ['=1+1', '+cmd', '-cmd', '@SUM(A1)', '\t=1', '\r=1', "'=1", '\uff1d1'];
  const text = csvText({ header: ['a'], rows: cells.map((cell) => [cell]) });
  expect(text).toBe(`a\n'=1+1\n'+cmd\n'-cmd\n'@SUM(A1)\n'\t=1\n"'\r=1"\n''=1\n'\uff1d1\n`);
  expect(csvRows(text).slice(1).flat()).toEqual(cells);
});

test('numbers, and apostrophes that hide no formula, stay', () => {
  const row = [-5, -1e-7, '-5', '+1.5e3', "it's", "'quoted'", "'", ''];
  expect(csvText({ header: [], rows: [row] })).toBe(`\n-5,-1e-7,-5,+1.5e3,it's,'quoted',',\n`);
});

test('hostile text is read back unchanged, and no spreadsheet runs it', () => {
  fc.assert(
    fc.property(fc.array(hostileText, { minLength: 2, maxLength: 4 }), (row) => {
      const text = csvText({ header: row, rows: [row] });
      const rows = csvRows(text);
      expect(rows).toEqual([row, row]);
      for (const cell of rawCells(text)) {
        expect(cell).not.toMatch(/^(?![+-]?[\d.]+(?:e[+-]?\d+)?$)[=+\-@\t\r\n]/i);
      }
    }),
    draws(200),
  );
});

/** Cells as a spreadsheet sees them: without quotes, and nothing else taken away. */
function rawCells(text: string): string[] {
  const cell = /(?:"((?:[^"]|"")*)"|([^",\n]*))(?:,|\n)/gy;
  return Array.from(
    text.matchAll(cell),
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain,
  );
}
