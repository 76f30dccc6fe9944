import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadPublishedTable } from '../../../src/validate/published-table.js';
import { temporaryFolder } from '../../cli/folder.js';
import { run } from '../../cli/program.js';

const file = join(temporaryFolder(), 'table.json');

const good = loadPublishedTable('connections-2026');
const [first] = good.rows;
const { mode: _mode, ...modeless } = first;
const withRow = (row: object): object => ({ ...good, rows: [row, ...good.rows.slice(1)] });
const modes = '1 connection, 2 connections, 8 connections';

const bad: readonly (readonly [what: string, table: object, said: string])[] = [
  ['missing key', withRow(modeless), 'rows[0].mode: missing; allowed: a string'],
  [
    'wrong unit',
    withRow({ ...first, figures: { total_time_s: 3 } }),
    'rows[0].figures.total_time_s: unknown key; did you mean total_time_ms?',
  ],
  [
    'a unit in the value',
    withRow({ ...first, figures: { total_time_ms: '3 s' } }),
    'rows[0].figures.total_time_ms: "3 s" is neither a number of 0 or more nor two of them',
  ],
  [
    'the larger number first',
    withRow({ ...first, figures: { total_time_ms: [3, 2] } }),
    "rows[0].figures.total_time_ms: '[3,2]' has the larger number first",
  ],
  [
    'unknown mode',
    withRow({ ...first, mode: '3 connections' }),
    `rows[0].mode: '3 connections' is not a mode of the suite connections-2026; allowed: ${modes}; did you mean 2 connections?`,
  ],
  [
    'unknown load',
    withRow({ ...first, load: '60 GB' }),
    "rows[0].load: '60 GB' is not a load of the suite connections-2026; allowed: 50 GB; did you mean 50 GB?",
  ],
  [
    'unknown feature',
    withRow({ ...first, evidenceOf: ['multifd'] }),
    'rows[0].evidenceOf[0]: multifd is not a feature of cloud-hypervisor; allowed: memory-loop, ' +
      'memory-connections, dirty-log-worker, vcpu-throttle, first-table, vhost-user',
  ],
  ['no rows', { ...good, rows: [] }, "rows: '[]' is out of range; allowed: at least 1"],
];

test.each(bad)('%s: one sentence with the JSON path', async (_what, table, said) => {
  writeFileSync(file, JSON.stringify(table));
  const { code, err, out } = await run(['validate', '--ledger', '--reference', file]);
  expect([code, out]).toEqual([2, '']);
  expect(err).toBe(`error: ${file}: ${said}\n`);
});

test('a table of which no suite is shipped needs one', async () => {
  writeFileSync(file, JSON.stringify({ ...good, name: 'mine' }));
  const { code, err } = await run(['validate', '--ledger', '--reference', file]);
  expect(code).toBe(2);
  expect(err).toBe(
    'error: --suite: missing: no shipped suite is of the table mine, so its loads and modes are not known\n',
  );
  const given = ['validate', '--ledger', '--reference', file, '--suite', 'connections-2026'];
  expect((await run(given)).code).toBe(0);
});

test('a name that is not shipped', async () => {
  const { code, err } = await run(['validate', '--ledger', '--reference', 'connections-2025']);
  expect(code).toBe(2);
  expect(err).toMatch(
    /^error: --reference: connections-2025 is not the name of a published table; allowed: .*; did you mean connections-2026\?\n$/,
  );
});
