import { expect, test } from 'vitest';
import { flatRecord, flatTable } from '../../src/documents/flat-record.js';

test('nested keys are joined, lists are left out, null stays', () => {
  expect([...flatRecord({ a: 1, b: { c: null, d: { e: 'x' } }, list: [1] })]).toEqual([
    ['a', 1],
    ['b_c', null],
    ['b_d_e', 'x'],
  ]);
});

test('a table has every column that a record has', () => {
  const { header, rows } = flatTable([
    { a: 1, b: null },
    { a: 2, b: { c: 3 } },
  ]);
  expect(header).toEqual(['a', 'b', 'b_c']);
  expect(rows).toEqual([
    [1, null, undefined],
    [2, undefined, 3],
  ]);
});
