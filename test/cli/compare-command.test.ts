import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparisonDocumentSchema } from '../../src/compare/comparison-record.js';
import { recordedDocument, recordedProgress } from '../support/recorded-reports.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const path = (...names: string[]): string => join(folder, ...names);
const guest = ['--mem', '2', '--stress-mem', '200', '--repeat', '6'];

beforeAll(async () => {
  for (const [name, options] of [
    ['base.json', []],
    ['again.ndjson', []],
    ['again.csv', []],
    ['slow.json', ['--bandwidth', '500']],
    ['partly.json', ['--max-iters', '1']],
    ['lost.json', ['--max-iters', '1', '--bandwidth', '50']],
  ] as const) {
    const format = name.split('.')[1];
    const { err } = await run([...guest, ...options, '--format', format, '--output', path(name)]);
    expect(err).toBe('');
  }
});

const compare = (...args: string[]) => run(['compare', ...args]);

describe('the same results', () => {
  test.each(['base.json', 'again.ndjson', 'again.csv'])(
    'base.json and %s: exit 0',
    async (name) => {
      const { code, out, err } = await compare(path('base.json'), path(name));
      expect({ code, err }).toEqual({ code: 0, err: '' });
      expect(out).toContain('perfreport (6 seeds)\n');
      expect(out).toMatch(/total-time .* 0\.0% +same\n/);
      expect(out).not.toMatch(/worse|better|unknown/);
    },
  );
});

test('slower: exit 4, and what differs is said', async () => {
  const { code, out, err } = await compare(path('base.json'), path('slow.json'));
  expect(code).toBe(4);
  expect(out).toContain('differs: bandwidth 125000 -> 500\n');
  expect(err).toContain('perfreport: total-time is worse\n');
  expect((await compare(path('slow.json'), path('base.json'))).code).toBe(0);
});

test('a host that has changed under its name is said', async () => {
  const profile = JSON.parse(readFileSync('profiles/hosts/generic-10g.json', 'utf8'));
  profile.parameters.linkGbitPerSecond.value *= 2;
  writeFileSync(path('changed-host.json'), JSON.stringify(profile));
  const options = ['--host', path('changed-host.json'), '--format', 'csv'];
  await run([...guest, ...options, '--output', path('changed.csv')]);
  const { out } = await compare(path('base.json'), path('changed.csv'));
  expect(out).toMatch(/^differs: host_hash [0-9a-f]+ -> [0-9a-f]+$/m);
  expect(out).toMatch(/total-time .* better\n/);
});

test('a guest that no longer converges: exit 4', async () => {
  const { code, out, err } = await compare(path('base.json'), path('lost.json'));
  expect(code).toBe(4);
  expect(out).toMatch(/not-converged +0 of 6 +6 of 6 +worse\n/);
  expect(out).toContain('no run of HEAD completed');
  expect(err).toContain('perfreport: not-converged is worse\n');
});

test('some seeds no longer converge: exit 4, and the others are compared', async () => {
  const { code, out } = await compare(path('base.json'), path('partly.json'));
  expect(code).toBe(4);
  expect(out).toMatch(/not-converged +0 of 6 +4 of 6 +worse\n/);
  expect(out).toMatch(/total-time .* 0\.0% +same\n/);
  expect(out).toContain(
    '  note: 4 of 6 seeds converge on one side only: metrics are of the others\n',
  );
});

test('thresholds decide instead', async () => {
  const both = [path('base.json'), path('slow.json')];
  const wide = await compare(...both, '--threshold', 'total-time<500%,downtime<=2s');
  expect(wide).toMatchObject({ code: 0, err: '' });
  expect(wide.out).toContain('passed    total-time<500%  perfreport: +');
  const tight = await compare(...both, '--threshold', 'total-time<5%', '--format', 'json');
  expect(tight.code).toBe(4);
  expect(tight.err).toMatch(/^perfreport: total-time<5% is breached: \+[\d.]+%, between /);
  const document = comparisonDocumentSchema.parse(JSON.parse(tight.out));
  expect(document.failures).toHaveLength(1);
});

test('a summary is appended for GitHub, with the table on stdout', async () => {
  const file = path('summary.md');
  writeFileSync(file, 'earlier\n');
  const environment = { GITHUB_STEP_SUMMARY: file };
  const args = ['compare', path('base.json'), path('slow.json'), '--github-summary'];
  const { code, out } = await run(args, { environment });
  expect(code).toBe(4);
  expect(out).toMatch(/^BASE /);
  expect(readFileSync(file, 'utf8')).toMatch(/^earlier\n### Regression: \d worse\n/);
});

test('folders are read with all that is in them', async () => {
  mkdirSync(path('folder', 'deeper'), { recursive: true });
  writeFileSync(path('folder', 'deeper', 'r.json'), readFileSync(path('base.json')));
  writeFileSync(path('folder', 'other.json'), '{"a": 1}');
  writeFileSync(path('folder', 'notes.txt'), 'not read');
  const { code, err } = await compare(path('base.json'), path('folder'));
  expect(code).toBe(0);
  expect(err).toBe(`note: ${path('folder', 'other.json')}: no results, passed over\n`);
  writeFileSync(path('folder', 'twice.json'), readFileSync(path('base.json')));
  const twice = await compare(path('base.json'), path('folder'));
  expect(twice.code).toBe(2);
  expect(twice.err).toContain('HEAD: holds perfreport with seed 1, repeat 1 twice, in ');
});

test('reports of real migrations are two samples', async () => {
  for (const [side, offset] of [
    ['before', 0],
    ['after', 400],
  ] as const) {
    mkdirSync(path(side));
    for (const number of [1, 2, 3, 4, 5]) {
      const last = recordedProgress({
        status: 'completed',
        duration: 2000 + offset + 10 * number,
        downtime: 30,
      });
      const report = recordedDocument({ progress_history: [last] });
      writeFileSync(path(side, `${number}.json`), JSON.stringify(report));
    }
  }
  const { code, out } = await compare(path('before'), path('after'));
  expect(code).toBe(4);
  expect(out).toContain('BASE ' + path('before') + ': 5 runs (5 real)\n');
  expect(out).toMatch(/total-time +2030 ms +2430 ms +\+19\.7% +\S+ to \S+ +0\.008 +worse\n/);
  expect(out).toMatch(/downtime +30 ms +30 ms +0\.0% +0\.0% to 0\.0% +1\.000 +same\n/);
});

describe('bad input is one sentence', () => {
  test.each([
    [['base.json'], 'compare: HEAD is missing'],
    [['base.json', 'slow.json', 'x'], 'HEAD: PATH/x does not exist'],
    [[], 'compare: BASE is missing'],
    [['none.json', 'base.json'], 'BASE: PATH/none.json does not exist'],
    [['base.json', 'empty'], 'HEAD: PATH/empty has no results in it; allowed: results of'],
    [
      ['base.json', 'other.json'],
      'HEAD: PATH/other.json is not a file of results; allowed: results of',
    ],
    [['base.json', 'torn.json'], 'HEAD: PATH/torn.json is not JSON, or was cut short (line '],
  ])('%j', async (files, message) => {
    mkdirSync(path('empty'), { recursive: true });
    writeFileSync(path('other.json'), '{"a": 1}');
    writeFileSync(path('torn.json'), readFileSync(path('base.json')).subarray(0, 1000));
    const { code, out, err } = await compare(...files.map((name) => path(name)));
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.replaceAll(`${folder}/`, 'PATH/').replaceAll("'", '')).toContain(
      `error: ${message}`,
    );
    expect(err.split('\n')).toHaveLength(2);
  });

  test.each([
    [['--threshold', 'total-tim<5%'], '--threshold: total-tim is not a metric; allowed: '],
    [['--metrics', 'downtme'], '--metrics: downtme is not a metric; allowed: '],
    [['--match', 'moed'], '--match: moed is not a field that all runs have; allowed: '],
    [['--alpha', '0'], '--alpha: 0 is out of range; allowed: 0.000001 to 0.5'],
    [['--noise', 'x'], '--noise: x is not a number; allowed: 0 to 1000000 (%)'],
    [['--github-summary'], '--github-summary: $GITHUB_STEP_SUMMARY is not set'],
    [['--format', 'juint'], '--format: juint is not one of the choices; allowed: table, json, '],
  ])('%j', async (options, message) => {
    const { code, err } = await compare(path('base.json'), path('base.json'), ...options);
    expect(code).toBe(2);
    expect(err).toContain(`error: ${message}`);
  });
});
