import { describe, expect, test } from 'vitest';
import {
  column,
  groupedTable,
  line,
  paragraph,
  plainTable,
  section,
  table,
  warning,
} from '../../src/documents/document.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';

const long = 'words that go on and on '.repeat(12).trim();
const document = [
  section(long, [
    paragraph(long),
    line(long),
    warning(long),
    table([column('name', 'text'), column('what', 'text'), column('ms')], [['a', long, '12345']]),
  ]),
];

const longestLine = (columns: number | null): number =>
  Math.max(
    ...renderText(document, { ...plainStyle, columns })
      .split('\n')
      .map((text) => text.length),
  );

test.each([60, 80, 100])('on a terminal of %d columns no line is longer', (columns) => {
  expect(longestLine(columns)).toBeLessThanOrEqual(columns);
});

test('in a pipe a table is as wide as it needs', () => {
  expect(longestLine(null)).toBeGreaterThan(long.length);
});

test('a word that is longer than its column stays whole', () => {
  const word = 'x'.repeat(70);
  const wide = [section(null, [table([column('a', 'text'), column('b')], [[word, '1']])])];
  expect(renderText(wide, { ...plainStyle, columns: 40 })).toContain(word);
});

test('rows that stand side by side in a group stay side by side', () => {
  const rows = [
    [
      ['a b c d e f g h i j k l m n o p', '1'],
      ['second', '2'],
    ],
  ];
  const text = renderText(
    [section(null, [groupedTable([column('name', 'text'), column('n')], rows)])],
    { ...plainStyle, columns: 20 },
  );
  expect(text).toMatch(/second +\| 2/);
});

const wide = plainTable(
  [column('name', 'text'), ...Array.from({ length: 12 }, (_, at) => column(`figure ${at}`))],
  ['one', 'another'].map((name) => ({
    cells: [name, ...Array.from({ length: 12 }, (_, at) => String(1000 * at))],
    tone: 'plain' as const,
    note: `${name}: ${long}`,
  })),
);

describe('a plain table that is wider than the terminal', () => {
  const textAt = (columns: number | null): string =>
    renderText([section(null, [wide])], { ...plainStyle, columns });

  test.each([40, 60, 80])(
    'is put below itself at %d columns, with the names of its rows',
    (columns) => {
      const lines = textAt(columns).split('\n');
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(columns);
      const headers = lines.filter((each) => each.startsWith('  name '));
      expect(headers.length).toBeGreaterThan(1);
      expect(headers.join(' ').match(/figure \d+/g)).toHaveLength(12);
      expect(lines.filter((each) => each.startsWith('  another '))).toHaveLength(headers.length);
      expect(textAt(columns).match(/one: words/g)).toHaveLength(1);
    },
  );

  test('in a pipe it is one', () => {
    expect(textAt(null).match(/^ {2}name /gm)).toHaveLength(1);
  });

  test('a column that is wider than the terminal stands alone', () => {
    const broad = plainTable(
      [column('n', 'text'), column('x'.repeat(90)), column('y')],
      [['a', '1', '2']],
    );
    const text = renderText([section(null, [broad])], { ...plainStyle, columns: 40 });
    expect(text.match(/^ {2}n /gm)).toHaveLength(2);
  });
});
