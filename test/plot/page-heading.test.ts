import { expect, test } from 'vitest';
import type { MigrationChart } from '../../src/plot/migration-chart.js';
import { pageHeading } from '../../src/plot/page-heading.js';
import { parameterDifferences } from '../../src/plot/parameter-differences.js';
import { reportChart } from '../../src/plot/report-chart.js';
import { recordedReport } from '../support/recorded-reports.js';

const chart = reportChart(recordedReport(), 'r.json');

function simulated(migration: Record<string, string>, simulation: Record<string, string>) {
  const parameters = [
    { title: 'Hardware', rows: [['CPUs', '4'] as const] },
    { title: 'Migration', rows: Object.entries(migration) },
    { title: 'Simulation', rows: Object.entries(simulation) },
  ];
  return { ...chart, origin: 'simulated', parameters } satisfies MigrationChart;
}

const one = simulated(
  { 'Downtime limit': '300 ms', Pause: 'no', 'Auto-converge': 'yes, in steps of 10 %' },
  {
    'Host profile': 'x',
    QEMU: '10.2',
    Seed: '1',
    'Hash of the host': 'f00',
    'Working set': '100 MiB',
  },
);
const other = simulated(
  { 'Downtime limit': '300 ms', Pause: 'no', 'Auto-converge': 'yes, in steps of 10 %' },
  {
    'Host profile': 'y',
    QEMU: '10.2',
    Seed: '1',
    'Hash of the host': 'ba4',
    'Working set': '200 MiB',
  },
);

test('a page says what differs, under which conditions, and what was held fixed', () => {
  expect(pageHeading([one, other], ['a', 'b'])).toEqual({
    title: 'Migrations by host profile and working set',
    conditions: [
      'Simulated: hosts x, y, QEMU 10.2, seed 1',
      'Held fixed: 4 CPUs, downtime limit 300 ms, auto-converge in steps of 10 %',
    ],
  });
});

test('a run alone is called by its name, and measured ones are said to be', () => {
  expect(pageHeading([one], ['a']).title).toBe('a');
  expect(pageHeading([chart], ['a']).conditions[0]).toBe('Measured, not simulated');
  expect(pageHeading([chart, one], ['a', 'b']).conditions[0]).toContain('1 of 2 measured');
});

test('of more than four seeds the number is told', () => {
  const runs = [1, 2, 3, 4, 5, 6].map((seed) => simulated({}, { Seed: String(seed) }));
  const { conditions, title } = pageHeading(runs, []);
  expect(title).toBe('Migrations by seed');
  expect(conditions[0]).toBe('Simulated: seeds 1, 2, 3, 4 and 2 more');
});

test('what a file does not say sets no runs apart', () => {
  const groups = (rows: Record<string, string>) => [{ title: 'T', rows: Object.entries(rows) }];
  const runs = [groups({ a: '1', b: '1', c: '1' }), groups({ a: '1', b: '2' }), []];
  expect(parameterDifferences(runs)).toEqual({
    different: [{ name: 'b', values: ['1', '2', undefined] }],
    same: [
      {
        title: 'T',
        rows: [
          ['a', '1'],
          ['c', '1'],
        ],
      },
    ],
  });
});
