import { expect, test } from 'vitest';
import { resolve } from '../../../src/settings/resolve.js';
import { runRecord } from '../../../src/results/run-record.js';
import { simulate } from '../../../src/engines/simulate.js';
import { tableRows } from '../../../src/validate/ledger/table-rows.js';
import type { TablePlan } from '../../../src/validate/ledger/table-plan.js';
import type { PublishedRow, PublishedTable } from '../../../src/validate/published-table.js';
import { hostProfile } from '../../support/hosts.js';

const scenario = resolve({ mem: 1, stressMem: 16 });
const record = runRecord(simulate(scenario));
const total = record.total_time_ms;

function rowsOf(rows: readonly PublishedRow[], more: Partial<PublishedTable> = {}) {
  const table = {
    name: 'sample',
    source: 'x',
    date: '2026',
    testbed: {},
    rows: [...rows],
    ...more,
  };
  const plan: TablePlan = { table, suite: null, host: hostProfile(), rows: [] };
  const twice = { ...record, total_time_ms: 2 * total };
  const ran = rows.map((row, index) => ({
    row,
    scenarios: row.notModelled === undefined ? [scenario] : [],
    records: row.notModelled === undefined ? [index === 0 ? record : twice] : [],
  }));
  return tableRows(plan, ran);
}

const plain = (mode: string, total_time_ms: number | [number, number]): PublishedRow => ({
  load: 'a',
  mode,
  figures: { total_time_ms },
});

test('an error is that of the mean against the middle of what was published', () => {
  const [row] = rowsOf([plain('x', [total * 0.75, total * 0.85])]);
  expect(row).toMatchObject({ evidence: 'predicted', features: ['precopy'] });
  expect(row.figures[0].error_percent).toBeCloseTo(25, 2);
});

test('a span from nothing has no relative error', () => {
  expect(rowsOf([plain('x', [0, 1])])[0].figures[0].error_percent).toBeNull();
});

test('of a pattern the ratio to the first row of the load is compared', () => {
  const rows = rowsOf([plain('x', 100), plain('y', 160)], { leavesOpen: 'the link' });
  expect(rows.map(({ because, evidence }) => [evidence, because])).toEqual([
    ['pattern', 'the link'],
    ['pattern', 'the link'],
  ]);
  expect(rows[0].figures[0].error_percent).toBeNull();
  expect(rows[1].figures[0].error_percent).toBeCloseTo((2 / 1.6 - 1) * 100, 2);
});

test('what is not modelled has its figures and no simulation', () => {
  const [row] = rowsOf([{ ...plain('x', 100), notModelled: 'a reason' }]);
  expect(row).toMatchObject({ evidence: 'not-modelled', because: 'a reason', engine: null });
  expect(row.figures).toEqual([
    {
      name: 'total_time_ms',
      published_from: 100,
      published_to: 100,
      simulated: null,
      error_percent: null,
    },
  ]);
});

test('an ending that was published is held against ours', () => {
  const [row] = rowsOf([{ load: 'a', mode: 'x', completes: false, figures: {} }]);
  expect(row).toMatchObject({ completes_published: false, completes_simulated: true });
});

test('a row says which features it tells of, if not all that are used', () => {
  const [row] = rowsOf([{ ...plain('x', 100), evidenceOf: ['multifd'] }]);
  expect(row.features).toEqual(['multifd']);
});
