import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { hostProvenanceSchema } from '../../src/validate/host-provenance.js';
import {
  cellValidationSchema,
  validationDocumentSchema,
  validationSummarySchema,
} from '../../src/validate/validation-record.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
/** Published tables with their light loads only: they are quick. */
const lightTables = join(folder, 'light.json');
const published = join(packageRoot(), 'results', 'published', 'auto-converge-refinements-v2.json');
const tables = JSON.parse(readFileSync(published, 'utf8'));

beforeAll(() => {
  const cells = tables.cells.filter(
    ({ stress_mem_mb }: { stress_mem_mb: number }) => stress_mem_mb === 150,
  );
  writeFileSync(lightTables, JSON.stringify({ ...tables, cells }));
});

const light = (...more: string[]): string[] => [
  'validate',
  '--reference',
  lightTables,
  '--seeds',
  '2',
  ...more,
];

test('prints the published runs next to ours, then a summary', async () => {
  const { code, out, err } = await run(light());
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('auto-converge-refinements-v2 on smartx-v2, ramsize: 150MB\n');
  for (const { total_time_ms } of tables.cells[0].runs)
    expect(out).toContain(`| ${total_time_ms} `);
  expect(out).toMatch(/\nnumbers of the hosts\n[^]+\| smartx-v2 \| \d+ +\|/);
  expect(out).toMatch(/\| fitted +\| all +\| 1 /);
  expect(out).toMatch(/\| predicted blind +\| all +\| 1 /);
});

test('a strategy stands in for the mode of the rows, and what is byte-equal to it has the same errors', async () => {
  const rows = light('--mode', 'background sync', '--format', 'json');
  const [built, own] = await Promise.all(
    [[], ['--strategy', 'v2']].map(async (more) => {
      const { code, err, out } = await run([...rows, ...more]);
      expect({ code, err }).toEqual({ code: 0, err: '' });
      return validationDocumentSchema.parse(JSON.parse(out));
    }),
  );
  expect(built.results.map(({ mode }) => mode)).toEqual(['background sync']);
  const [{ strategy, strategy_hash: hash, ...cell }] = own.results;
  expect({ strategy, hash }).toEqual({
    strategy: 'v2',
    hash: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect([cell]).toEqual(built.results);
  expect(own.summary).toEqual(built.summary);
});

test("the strategy's settings are options", async () => {
  const throttles = await Promise.all(
    ['10', '40'].map(async (increment) => {
      const asked = ['--mode', 'original', '--strategy', 'responsive', '--strategy-increment'];
      const { out } = await run(light(...asked, increment, '--format', 'json'));
      return validationDocumentSchema.parse(JSON.parse(out)).results[0].simulated.total_time_ms;
    }),
  );
  expect(throttles[0].median).toBeGreaterThan(throttles[1].median);
});

test.each([
  [
    ['--strategy', 'v2'],
    '--strategy: v2 stands in for one mode of the tables: --mode NAME says which',
  ],
  [['--strategy', 'v2', '--ledger'], '--strategy: v2 contradicts --ledger'],
  [['--mode', 'original', '--ledger'], '--mode: original contradicts --ledger'],
  [['--mode', 'orignal'], 'is not a mode of the tables; allowed: original, background sync'],
])('%s is refused', async (more, sentence) => {
  const { code, err, out } = await run(light(...more));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toContain(sentence);
});

test('JSON, NDJSON, CSV and Markdown have the same cells', async () => {
  const json = await run(light('--format', 'json'));
  const document = validationDocumentSchema.parse(JSON.parse(json.out));
  expect(document.results.map(({ mode, group }) => [mode, group])).toEqual([
    ['original', 'fitted'],
    ['background sync', 'predicted'],
  ]);
  const ndjson = (await run(light('--format', 'ndjson'))).out.trimEnd().split('\n');
  const records = ndjson.map((line) => JSON.parse(line));
  expect(hostProvenanceSchema.parse(records[0])).toEqual(document.hosts[0]);
  expect(records.slice(1, 3).map((record) => cellValidationSchema.parse(record))).toEqual(
    document.results,
  );
  expect(records.slice(3).map((record) => validationSummarySchema.parse(record))).toEqual(
    document.summary,
  );
  const [header, ...rows] = (await run(light('--format', 'csv'))).out.trimEnd().split('\n');
  expect(header).toContain(',published_total_time_ms_mean,');
  expect(rows).toHaveLength(2);
  const markdown = (await run(light('--format', 'markdown'))).out;
  expect(markdown).toMatch(/^\| 150MB \| background sync \| predicted blind \|/m);
});

test('--max-error is a gate', async () => {
  expect((await run(light('--max-error', '1000'))).code).toBe(0);
  const { code, out, err } = await run(light('--max-error', '0'));
  expect(code).toBe(4);
  expect(out).toContain('summary\n');
  expect(err).toMatch(/^fitted rows: total time MAPE \d+\.\d\d% is above --max-error 0\n/);
});

test('tables of an unknown test bed need a host, and modes that the suite knows', async () => {
  const file = join(folder, 'other.json');
  writeFileSync(file, JSON.stringify({ ...tables, name: 'other' }));
  expect((await run(['validate', '--reference', file])).err).toBe(
    'error: --host: missing: no shipped suite is of these tables, so their hosts are not known\n',
  );
  const cells = [{ ...tables.cells[0], mode: 'orignal' }];
  writeFileSync(file, JSON.stringify({ ...tables, cells }));
  expect((await run(['validate', '--reference', file])).err).toBe(
    `error: auto-converge-refinements-v2: cells[0].mode: orignal is not a mode of the suite cover-letter-v2; allowed: original, background sync; did you mean original?\n`,
  );
});

test('a missing column is answered with its JSON path', async () => {
  const file = join(folder, 'missing.json');
  const faulty = structuredClone(tables);
  delete faulty.cells[2].runs[1].downtime_ms;
  writeFileSync(file, JSON.stringify(faulty));
  expect(await run(['validate', '--reference', file])).toEqual({
    code: 2,
    out: '',
    err: `error: ${file}: cells[2].runs[1].downtime_ms: missing; allowed: a number\n`,
  });
});

test('an interruption before the first cell leaves what was there', async () => {
  const output = join(folder, 'x');
  writeFileSync(output, 'old');
  const around = { isInterrupted: true };
  const { code, out, err } = await run(light('--format', 'json', '--output', output), around);
  expect({ code, out }).toEqual({ code: 130, out: '' });
  expect(err).toBe('interrupted: 0 of 4 runs done\n');
  expect(readFileSync(output, 'utf8')).toBe('old');
});

test('--uncertain draws the hosts, and says in which interval the runs lie', async () => {
  const { code, out } = await run(light('--uncertain', '--format', 'json'));
  expect(code).toBe(0);
  const { results } = validationDocumentSchema.parse(JSON.parse(out));
  for (const { interval, published_rows, simulated } of results) {
    const { total_time_ms, published_inside } = interval!;
    expect(total_time_ms.low).toBeGreaterThanOrEqual(Math.floor(simulated.total_time_ms.min));
    expect(total_time_ms.high).toBeLessThanOrEqual(Math.ceil(simulated.total_time_ms.max));
    expect(published_inside).toBeLessThanOrEqual(published_rows.length);
  }
  const text = await run(light('--uncertain'));
  expect(text.out).toMatch(/the middle 80 % of them/);
  expect(text.out).toMatch(/\d+ of \d+ published total times lie in the 80 % interval/);
});
