import { expect, test } from 'vitest';
import { renderMarkdown } from '../../src/documents/markdown-document.js';
import { renderText } from '../../src/documents/text-document.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { publishedFiguresTable } from '../../src/validate/published-figures-table.js';

const cells = [
  {
    labels: ['idle', 'original'],
    figures: [
      { name: 'total_time_ms', published: { from: 200, to: 200 }, simulated: 210.4 },
      { name: 'transferred_kb', published: { from: 1000, to: 1000 }, simulated: 990 },
    ],
  },
  {
    labels: ['idle', 'skip'],
    figures: [
      { name: 'total_time_ms', published: { from: 100, to: 100 }, simulated: null },
      { name: 'transferred_kb', published: { from: 500, to: 500 }, simulated: null },
    ],
  },
];

test('each figure stands beside ours, with how far it is off', () => {
  expect(renderMarkdown(publishedFiguresTable(cells)).trimEnd().split('\n').slice(2)).toEqual([
    '| idle | original | 200 | 210 | +5.2% | 1000 | 990 | -1.0% |',
    '| idle | skip | 100 | - | - | 500 | - | - |',
  ]);
  expect(renderText(publishedFiguresTable(cells), plainStyle)).toContain(
    '| idle | original | 200           | 210  | +5.2% |',
  );
});

test('both ends of a published span are within it', () => {
  const off = (simulated: number): string => {
    const figures = [{ name: 'downtime_ms', published: { from: 100, to: 200 }, simulated }];
    const text = renderMarkdown(publishedFiguresTable([{ labels: [], figures }]));
    return text.trimEnd().split('|').at(-2)?.trim() ?? '';
  };
  expect([100, 150, 200].map(off)).toEqual(['within', 'within', 'within']);
  expect([99, 202].map(off)).toEqual(['-1.0%', '+1.0%']);
});
