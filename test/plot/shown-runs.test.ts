import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { chartLabels } from '../../src/plot/chart-labels.js';
import type { MigrationChart } from '../../src/plot/migration-chart.js';
import { shownRuns } from '../../src/plot/shown-runs.js';
import { thinOutMarks } from '../../src/plot/thin-out.js';
import { deep } from '../support/draws.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const folder = temporaryFolder();

const chart = (totalMs: number, downtimeMs: number | null, lines = 0): MigrationChart => ({
  name: 'run',
  file: 'f.json',
  origin: 'measured',
  outcome: {
    status: 'completed',
    totalMs,
    iterations: 1,
    maxThrottlePercent: 0,
    transferredBytes: 0,
  },
  downtime: downtimeMs === null ? null : { totalMs: downtimeMs, limitMs: null, parts: null },
  ownStartSeconds: 0,
  progress: [],
  series: Array.from({ length: lines }, () => ({
    quantity: 'remaining' as const,
    thread: null,
    seconds: [0, 1],
    values: [0, 1],
  })),
  parameters: [],
});

test('of many runs the first, the last and the extreme ones are drawn', () => {
  const charts = Array.from({ length: 5000 }, (_, index) => chart(1000, index === 7 ? null : 100));
  charts[1234] = chart(1, 100);
  charts[1235] = chart(9999, 100);
  charts[1236] = chart(1000, 1);
  charts[1237] = chart(1000, 999);
  const shown = shownRuns(charts);
  expect(shown.charts.length).toBeLessThanOrEqual(1000);
  for (const index of [0, 1234, 1235, 1236, 1237, 4999]) {
    expect(shown.charts).toContain(charts[index]);
  }
  const places = shown.charts.map((each) => charts.indexOf(each));
  const gaps = places.slice(1).map((place, index) => place - places[index]);
  expect(gaps.every((gap) => gap > 0 && gap <= 10)).toBe(true);
  expect(shown.note).toContain(
    `${shown.charts.length} of 5000 runs are drawn: the first and the last`,
  );
});

test('as many runs as can be seen are all drawn, and runs with many lines are fewer', () => {
  const charts = Array.from({ length: 1000 }, () => chart(1, 1));
  expect(shownRuns(charts)).toEqual({ charts, note: null });
  const wide = Array.from({ length: 500 }, () => chart(1, 1, 80));
  expect(shownRuns(wide).charts.length).toBeLessThanOrEqual(100);
  expect(shownRuns([chart(1, 1, 10_000)]).note).toBeNull();
});

test('labels of runs of a name are numbered', () => {
  const labels = chartLabels(Array.from({ length: 50_000 }, () => chart(1, 1)));
  expect([labels[0], labels[49_999]]).toEqual(['run (1)', 'run (50000)']);
});

test('of many marks the first of each status stay', () => {
  const marks = Array.from({ length: 10_000 }, (_, at) => ({
    seconds: at,
    iteration: at,
    status: at < 17 ? 'setup' : 'active',
  }));
  const thin = thinOutMarks(marks, 100);
  expect(thin.length).toBeLessThanOrEqual(103);
  expect(thin).toEqual(expect.arrayContaining([marks[0], marks[17], marks[9999]]));
  expect(thinOutMarks(marks, 10_000)).toBe(marks);
});

const many = deep(4000, 20_000);

test(`a page of ${many} runs is small, and says what it leaves out`, async () => {
  const { out } = await run(['run', '--format', 'ndjson', '--max-iters', '2']);
  const record = JSON.parse(out);
  const file = join(folder, 'many.ndjson');
  const lines = Array.from({ length: many }, (_, index) =>
    JSON.stringify({ ...record, repeat: index + 1, total_time_ms: 1000 + (index % 77) }),
  );
  writeFileSync(file, lines.join('\n'));
  const page = await run(['plot', file]);
  expect(page.code).toBe(0);
  expect(page.err).toMatch(new RegExp(`^note: \\d+ of ${many} runs are drawn: .*\n$`));
  expect(page.out.length).toBeLessThan(3e6);
  expect(page.out).toContain(`"${page.err.trim().slice('note: '.length)}"`);
  const terminal = await run(['plot', file, '--terminal', '--ascii']);
  expect(terminal.err).toBe(page.err);
});
