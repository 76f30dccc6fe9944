import { expect, test } from 'vitest';
import { heatMapPage } from '../../src/documents/heat-map-page.js';
import type { TwoWayTable } from '../../src/documents/two-way-table.js';

const cell = (value: number | null, text = String(value ?? '-')) => ({
  value,
  text,
  note: `about ${text}`,
});

const pivot: TwoWayTable = {
  title: 'downtime (ms)',
  rowName: 'host',
  columnName: 'mode',
  rows: ['<mine>', 'b'],
  columns: ['x', 'y'],
  cells: [
    [cell(100), cell(200, '200 (2/3)')],
    [cell(150), null],
  ],
};

test('the page is self-contained, small, and follows the theme', () => {
  const page = heatMapPage('title', ['a & b'], [pivot]);
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  expect(page).toContain('color-scheme: light dark');
  expect(page.length).toBeLessThan(4000);
  expect(page).toContain('<p>a &amp; b</p>');
  expect(page).toContain('<th scope="row">&lt;mine&gt;</th>');
});

test('colours run from the smallest to the largest value', () => {
  const page = heatMapPage('title', [], [pivot]);
  expect(page).toContain('style="--v:0.000" title="about 100">100</td>');
  expect(page).toContain('style="--v:0.500" title="about 150">150</td>');
  expect(page).toContain('class="deep" style="--v:1.000" title="about 200 (2/3)">200 (2/3)');
  expect(page).toContain('<td class="none"></td>');
});

test('a wide range is logarithmic, and a single or no value is no error', () => {
  const of = (cells: TwoWayTable['cells']): string =>
    heatMapPage('title', [], [{ ...pivot, cells }]);
  expect(
    of([
      [cell(1), cell(10)],
      [cell(100), null],
    ]),
  ).toMatch(/logarithmic[^]*--v:0\.500/);
  expect(
    of([
      [cell(5), null],
      [null, null],
    ]),
  ).toContain('--v:0.000');
  expect(
    of([
      [cell(null), null],
      [null, null],
    ]),
  ).toContain('no run has this figure');
});
