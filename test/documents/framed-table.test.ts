import { expect, test } from 'vitest';
import { framedTable } from '../../src/documents/framed-table.js';

test('columns are as wide as their longest line, or wider where that is asked', () => {
  const rows = [
    ['a', 'b'],
    ['long name', '1\n22\n333'],
  ];
  expect(framedTable(rows, [0, 5])).toBe(`\
|-----------+-------|
| a         | b     |
|-----------+-------|
| long name | 1     |
|           | 22    |
|           | 333   |
|-----------+-------|`);
});
