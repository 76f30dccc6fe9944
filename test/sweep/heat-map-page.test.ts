import { expect, test } from 'vitest';
import { heatMapPage } from '../../src/sweep/heat-map-page.js';
import type { PivotData } from '../../src/sweep/pivot-data.js';

const cell = (value: number | null, completed = 3) => ({ value, runs: 3, completed });

const pivot: PivotData = {
  title: 'downtime (ms)',
  rowName: 'host',
  columnName: 'mode',
  rows: ['<mine>', 'b'],
  columns: ['x', 'y'],
  cells: [
    [cell(100), cell(200, 2)],
    [cell(150), null],
  ],
};

test('the page is self-contained, small, and follows the theme', () => {
  const page = heatMapPage([pivot], ['a & b']);
  expect(page).not.toMatch(/https?:|<script|<link|@import|url\(/);
  expect(page).toContain('color-scheme: light dark');
  expect(page.length).toBeLessThan(4000);
  expect(page).toContain('<p>a &amp; b</p>');
  expect(page).toContain('<th scope="row">&lt;mine&gt;</th>');
});

test('colours run from the smallest to the largest value', () => {
  const page = heatMapPage([pivot], []);
  expect(page).toContain('style="--v:0.000" title="3 of 3 runs completed">100</td>');
  expect(page).toContain('style="--v:0.500" title="3 of 3 runs completed">150</td>');
  expect(page).toContain('class="deep" style="--v:1.000" title="2 of 3 runs completed">200 (2/3)');
  expect(page).toContain('<td class="none"></td>');
});

test('a wide range is logarithmic, and a single or no value is no error', () => {
  const of = (cells: PivotData['cells']): string => heatMapPage([{ ...pivot, cells }], []);
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
      [cell(null, 0), null],
      [null, null],
    ]),
  ).toContain('no run has this figure');
});
