import { expect, test } from 'vitest';
import { metricNamed, metrics } from '../../src/sweep/metric.js';
import { parsePivot, Pivot } from '../../src/sweep/pivot.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { renderText } from '../../src/documents/text-document.js';
import { twoWaySection } from '../../src/documents/two-way-table.js';

const keys = ['stress_mem', 'mode'];

function pivotOf(text: string, runs: readonly Record<string, unknown>[]): Pivot {
  const pivot = new Pivot(parsePivot(text, keys));
  for (const run of runs) pivot.take(new Map(Object.entries({ status: 'completed', ...run })));
  return pivot;
}

const run = (stress: number, mode: string, total: number, more = {}) => ({
  sweep_point_stress_mem: stress,
  sweep_point_mode: mode,
  total_time_ms: total,
  ...more,
});

test('a cell is the median of its completed runs, and says how many did not', () => {
  const pivot = pivotOf('total-time:stress-mem:mode', [
    run(3000, 'v2', 10),
    run(3000, 'v2', 30),
    run(3000, 'v2', 20),
    run(500, 'original', 7.25),
    run(500, 'v2', 99_999, { status: 'cancelled' }),
    run(500, 'v2', 5),
  ]);
  expect(renderText([twoWaySection(pivot.table())], plainStyle)).toBe(`total-time (ms)
|-------------------+---------+----------|
| stress-mem \\ mode | v2      | original |
|-------------------+---------+----------|
| 500               | 5 (1/2) | 7.25     |
|-------------------+---------+----------|
| 3000              | 20      |          |
|-------------------+---------+----------|
`);
});

test('the share that completed counts every run', () => {
  const pivot = pivotOf('completed:stress-mem:mode', [
    run(1, 'a', 1),
    run(1, 'a', 1, { status: 'cancelled' }),
    run(1, 'b', 1, { status: 'cancelled' }),
  ]);
  const [[a, b]] = pivot.table().cells;
  expect([a?.value, b?.value]).toEqual([50, 0]);
});

test('values of CSV, which are texts, count as numbers', () => {
  const text = { sweep_point_stress_mem: '8', sweep_point_mode: '', total_time_ms: '12.5' };
  const { rows, columns, cells } = pivotOf('total_time_ms:stress_mem:mode', [text]).table();
  expect({ rows, columns, value: cells[0][0]?.value }).toEqual({
    rows: ['8'],
    columns: ['(default)'],
    value: 12.5,
  });
});

test('every number of a record is a metric', () => {
  const names = metrics().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['total-time', 'downtime', 'iterations']));
  expect(names).toContain('downtime-parts-load');
  expect(metricNamed('downtime_ms', '--pivot')).toEqual(metricNamed('downtime', '--pivot'));
  expect(names).not.toContain('seed');
  expect(names.filter((name) => name.startsWith('sweep'))).toEqual([]);
});

test.each([
  ['downtime:mode', '--pivot: downtime:mode is not a pivot'],
  ['downtme:mode:seed', '--pivot: downtme is not a metric; .*did you mean downtime'],
  ['host:mode:seed', '--pivot: host is not a metric'],
  ['downtime:mode:stres-mem', '--pivot: stres-mem is neither .*did you mean stress-mem'],
  ['downtime:mode:mode', 'has the same rows as columns'],
])('%s is refused', (text, problem) => {
  expect(() => parsePivot(text, keys)).toThrow(
    new RegExp(problem.replace('downtime:mode is', "'?downtime:mode'? is")),
  );
});
