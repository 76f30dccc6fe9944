import { describe, expect, test } from 'vitest';
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

describe('a table of many characters is drawn at once', () => {
  test('in a column of 10,000 lines', () => {
    const text = framedTable([['lines'], [Array(10_000).fill('20 characters a line').join('\n')]]);
    expect(text.split('\n')).toHaveLength(10_000 + 4);
  });

  test('in a name that has a line below it', () => {
    const name = 'x'.repeat(1_000_000);
    expect(framedTable([['name'], [`${name}\n(+1 %)`]]).split('\n')[3]).toBe(`| ${name} |`);
  });
});

test('what a terminal shows wider than letters is not cut off', () => {
  expect(framedTable([['mode'], ['収束する']])).toContain('| 収束する |');
});
