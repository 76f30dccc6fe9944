import { expect, test } from 'vitest';
import {
  column,
  type Document,
  groupedTable,
  line,
  lines,
  list,
  paragraph,
  plainTable,
  section,
  strong,
  table,
  warning,
} from '../../src/documents/document.js';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import { renderText } from '../../src/documents/text-document.js';
import type { TextStyle } from '../../src/documents/text-style.js';

const style: TextStyle = {
  columns: null,
  title: (text) => `<${text}>`,
  warning: (text) => `!${text}`,
  error: (text) => `!!${text}`,
};

const runs = groupedTable(
  [
    column({ text: '', markdown: 'mode' }, 'text', { wrapWidth: 10, isShared: true }),
    column('repeat', 'number', { only: 'markdown' }),
    column('time\n(ms)', 'number', { minWidth: 6 }),
  ],
  [
    [
      ['background sync', '1', '7'],
      ['background sync', '2', '8'],
    ],
    [['a|b', '1', '9']],
  ],
);

test('a group is one row of a frame, and a row for each of its rows in Markdown', () => {
  const document: Document = [section('a|b', [runs, warning('one|two'), warning('three')])];
  expect(renderText(document, style)).toBe(`\
<a|b>
|------------+--------|
|            | time   |
|            | (ms)   |
|------------+--------|
| background | 7      |
| sync       | 8      |
|------------+--------|
| a|b        | 9      |
|------------+--------|
!one|two
!three
`);
  expect(renderMarkdown(document)).toBe(String.raw`**a\|b**

| mode | repeat | time (ms) |
| --- | --: | --: |
| background sync | 1 | 7 |
| background sync | 2 | 8 |
| a\|b | 1 | 9 |

one\|two

three
`);
});

test('a plain table has notes below its rows, which are set off', () => {
  const columns = [
    column('metric', 'text'),
    column('change'),
    column('verdict', 'text'),
    column('note', 'text', { only: 'markdown' }),
  ];
  const verdict = strong('worse');
  const rows = [
    { cells: ['time', '+1.0%', verdict, 'why'], tone: 'error', note: 'why' } as const,
    ['downtime', '-10.0%', 'same', ''],
  ];
  const document = [section('all', [plainTable(columns, rows)], { aside: '9 seeds' })];
  expect(renderText(document, style)).toBe(`\
<all (9 seeds)>
  metric    change  verdict
!!  time       +1.0%  worse
      why
  downtime  -10.0%  same
`);
  expect(renderMarkdown(document)).toBe(`\
**all** (9 seeds)

| metric | change | verdict | note |
| --- | --: | --- | --- |
| time | +1.0% | **worse** | why |
| downtime | -10.0% | same |  |
`);
});

test('what a form does not have leaves no blank line behind', () => {
  const long = 'word '.repeat(25).trim();
  const document = [
    section({ text: '', markdown: 'head' }, [lines(['{"a": 1}'])], { isHeading: true }),
    section(null, [paragraph(long), line({ text: `${long}!`, markdown: '' })]),
    section(null, [list(['a|b', { text: '', markdown: 'c' }])]),
    section('gone', [], { only: 'markdown' }),
    section(null, []),
    section(null, [table([column('a'), column('b', 'text')], [])]),
  ];
  expect(renderText(document, style)).toBe(`\
  {"a": 1}

${'word '.repeat(20).trim()}
${'word '.repeat(5).trim()}
${long}!

a|b

|---+---|
| a | b |
|---+---|
`);
  expect(renderMarkdown(document)).toBe(`\
### head

\`\`\`
{"a": 1}
\`\`\`

${long}

${String.raw`- a\|b`}
- c

**gone**

| a | b |
| --: | --- |
`);
});
