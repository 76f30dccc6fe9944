import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { comparisonDocumentSchema } from '../../src/compare/comparison-record.js';
import { historySchema } from '../../src/compare/history-record.js';
import { comparisonsSchema } from '../../src/compare/sets-record.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const path = (...names: string[]): string => join(folder, ...names);
const guest = ['--mem', '2', '--stress-mem', '200', '--repeat', '6', '--format', 'json'];
const compare = (...args: string[]) => run(['compare', ...args]);

beforeAll(async () => {
  for (const [name, options] of [
    ['base.json', []],
    ['same.json', []],
    ['slow.json', ['--bandwidth', '500']],
    ['lost.json', ['--max-iters', '1', '--bandwidth', '50']],
  ] as const) {
    const { err } = await run([...guest, ...options, '--output', path(name)]);
    expect(err).toBe('');
  }
  mkdirSync(path('history', 'run-3'), { recursive: true });
  cpSync(path('base.json'), path('history', 'run-1.json'));
  cpSync(path('same.json'), path('history', 'run-2.json'));
  cpSync(path('slow.json'), path('history', 'run-3', 'results.json'));
  cpSync(path('same.json'), path('history', 'run-10.json'));
  writeFileSync(path('history', 'notes.json'), '{"a": 1}');
  writeFileSync(path('history', '.hidden.json'), 'torn {');
});

describe('several sets', () => {
  const three = ['base.json', 'same.json', 'slow.json'].map((name) => path(name));

  test('have columns of their own, and each its verdict against the first', async () => {
    const { code, err, out } = await compare(...three);
    expect(code).toBe(4);
    expect(out).toMatch(/^base: 6 runs \(model \d+\)\nsame: 6 runs \(model \d+\)\nslow: 6 runs/);
    expect(out).toContain('; differs: bandwidth 125000 -> 500\n');
    expect(out).toMatch(/\n {2}metric +base +same +change +verdict +slow +change +verdict\n/);
    expect(out).toMatch(/\n {2}total-time .* 0\.0% +same .* \+\d+\.\d% \(.*\) +worse\n/);
    expect(err).toContain('slow: perfreport: total-time is worse\n');
    expect(err).not.toContain('same: ');
  });

  test('a threshold names the set that breaches it', async () => {
    const { code, err, out } = await compare(...three, '--threshold', 'total-time<5%');
    expect({ code, err }).toEqual({ code: 4, err: '' });
    expect(out).toMatch(/\npassed {4}total-time<5% {2}same: perfreport: /);
    expect(out).toMatch(/\nbreached {2}total-time<5% {2}slow: perfreport: /);
    const markdown = await compare(
      ...three,
      '--threshold',
      'total-time<5%',
      '--format',
      'markdown',
    );
    expect(markdown.err).toContain('slow: perfreport: total-time<5% is breached');
    expect(markdown.out).toContain('| metric | base | same | change | verdict | slow |');
  });

  test('each comparison in JSON is that of two sets', async () => {
    const { out } = await compare(...three, '--format', 'json');
    const { base, failures, sets } = comparisonsSchema.parse(JSON.parse(out));
    expect([base, ...sets.map(({ label }) => label)]).toEqual(['base', 'same', 'slow']);
    for (const [index, { comparison }] of sets.entries()) {
      const alone = await compare(three[0], three[index + 1], '--format', 'json');
      expect(comparison).toEqual(comparisonDocumentSchema.parse(JSON.parse(alone.out)));
    }
    expect(failures).toEqual(sets[1].comparison.failures.map((failure) => `slow: ${failure}`));
  });

  test('JUnit and the benchmark have the set before each name', async () => {
    const junit = await compare(...three, '--format', 'junit');
    expect(junit.out).toMatch(/<testsuite name="same: perfreport" tests="\d+" failures="0"/);
    expect(junit.out).toMatch(/<testsuite name="slow: perfreport" tests="\d+" failures="1"/);
    const { out } = await compare(...three, '--format', 'benchmark');
    const names = (JSON.parse(out) as { readonly name: string }[]).map(({ name }) => name);
    expect(names).toContain('same: perfreport: total-time');
    expect(names).toContain('slow: perfreport: total-time');
  });

  test('a set without a finished run is told in one note', async () => {
    const { out } = await compare(path('base.json'), path('same.json'), path('lost.json'));
    expect(out.match(/no run of HEAD completed/g)).toHaveLength(1);
    expect(out).toMatch(/note: lost: total-time, downtime, [^:]*: no run of HEAD completed/);
  });

  test('sets of one name go by their paths', async () => {
    const { out } = await compare(
      path('history', 'run-3'),
      path('base.json'),
      path('history', 'run-3'),
    );
    expect(out).toContain(`${path('history', 'run-3')}: 6 runs`);
  });
});

describe('a history', () => {
  const labels = ['run-1', 'run-2', 'run-3', 'run-10'];

  test('is in the order in which people count, and passes over what is no result', async () => {
    const { code, err, out } = await compare('--history', path('history'));
    expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('notes.json') });
    const rows = out.match(/^ {2}run-\d+/gm)?.map((row) => row.trim());
    expect(rows).toEqual(labels);
    expect(out).toMatch(/\n {2}set +not-converged +total-time +change +downtime +change\n/);
    expect(out).toMatch(/\n {2}run-3 .* \+\d+\.\d% worse /);
    expect(out).toMatch(/\nrun-2 -> run-3: perfreport: total-time worse/);
    expect(out).toMatch(/\nrun-3 -> run-10: perfreport: total-time better/);
  });

  test('fails by what its newest set is, against the first and against the one before', async () => {
    mkdirSync(path('worse'));
    for (const [index, name] of ['base', 'slow', 'base', 'slow'].entries()) {
      cpSync(path(`${name}.json`), path('worse', `${index}.json`));
    }
    const { code, err } = await compare('--history', path('worse'));
    expect(code).toBe(4);
    expect(err).toBe(
      '3 against 0: perfreport: total-time is worse\n3 against 2: perfreport: total-time is worse\n',
    );
  });

  test('a recovery that is not whole fails against the one before alone', async () => {
    mkdirSync(path('dip'));
    for (const [index, name] of ['slow', 'base', 'slow'].entries()) {
      cpSync(path(`${name}.json`), path('dip', `${index}.json`));
    }
    const { code, err } = await compare('--history', path('dip'), '--threshold', 'total-time<5%');
    expect(code).toBe(4);
    expect(err).toMatch(/^2 against 1: perfreport: total-time<5% is breached: .*\n$/);
  });

  test('JSON has the points of each trend', async () => {
    const { out } = await compare('--history', path('history'), '--format', 'json');
    const { sets, trends } = historySchema.parse(JSON.parse(out));
    expect(sets).toEqual(labels);
    expect(trends.map(({ metric }) => metric)).toEqual(['not-converged', 'total-time', 'downtime']);
    const { points } = trends[1];
    expect(points.map(({ verdict }) => verdict)).toEqual([null, 'same', 'worse', 'same']);
    expect(points.map(({ step }) => step)).toEqual([null, 'same', 'worse', 'better']);
    expect(points[2].value).toBeGreaterThan(points[0].max);
  });

  test('JUnit is of the newest set against the first', async () => {
    const { out } = await compare('--history', path('history'), '--format', 'junit');
    const alone = await compare(
      path('base.json'),
      path('same.json'),
      '--metrics',
      'total-time,downtime',
      '--format',
      'junit',
    );
    expect(out).toBe(alone.out);
  });

  test('--html is a page of its own that loads nothing', async () => {
    const { code } = await compare('--history', path('history'), '--html', path('trend.html'));
    expect(code).toBe(0);
    const page = readFileSync(path('trend.html'), 'utf8');
    expect(page).toContain("default-src 'none'; style-src 'unsafe-inline'");
    expect(page).not.toMatch(/<script|https?:|src=/);
    expect(page.match(/<svg /g)).toHaveLength(3);
    expect(page.match(/class="mark worse"/g)).toHaveLength(1);
    expect(page).toMatch(/<title>run-3: [\d.]+ m?s; \+[\d.]+% worse; .* in 6 runs<\/title>/);
  });

  test('a name in it is text, whatever it looks like', async () => {
    mkdirSync(path('hostile'));
    cpSync(path('base.json'), path('hostile', '<b onload=1>.json'));
    cpSync(path('same.json'), path('hostile', 'a&b\u001b[31m.json'));
    await compare('--history', path('hostile'), '--html', path('hostile.html'));
    const page = readFileSync(path('hostile.html'), 'utf8');
    expect(page).not.toContain('<b ');
    expect(page).not.toContain('\u001b');
    expect(page).toContain('&lt;b onload=1&gt;');
  });

  test('a metric that a set does not have breaks its line', async () => {
    mkdirSync(path('gap'));
    for (const [index, name] of ['base', 'lost', 'base', 'slow'].entries()) {
      cpSync(path(`${name}.json`), path('gap', `${index}.json`));
    }
    const args = ['--metrics', 'downtime', '--html', path('gap.html')];
    const { out } = await compare('--history', path('gap'), ...args);
    expect(out).toMatch(/\n {2}1 +6 of 6 +-/);
    expect(readFileSync(path('gap.html'), 'utf8').match(/<polyline /g)).toHaveLength(3);
  });

  test('of one set has nothing to fail by', async () => {
    mkdirSync(path('first'));
    cpSync(path('base.json'), path('first', '1.json'));
    const html = ['--html', path('first.html')];
    const { code, err, out } = await compare('--history', path('first'), ...html);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/\n {2}1 +0 of 6 +\S+ m?s/);
    expect(readFileSync(path('first.html'), 'utf8').match(/<circle /g)).toHaveLength(3);
  });

  test.each([
    [['--history', 'none'], '--history: PATH/none does not exist'],
    [['--history', 'one'], '--history: PATH/one has no results in it'],
    [['--history', 'history', 'base.json'], '--history: BASE and HEAD contradict it'],
    [['--html', 'x.html', 'base.json', 'slow.json'], '--html: needs --history'],
    [
      ['--history', 'history', '--html', 'x.html', '--output', 'x.html'],
      '--html: PATH/x.html is the file of --output',
    ],
  ])('%j', async (args, message) => {
    mkdirSync(path('one'), { recursive: true });
    const { code, out, err } = await compare(
      ...args.map((arg) => (arg.startsWith('--') ? arg : path(arg))),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.replaceAll(`${folder}/`, 'PATH/').replaceAll("'", '')).toContain(message);
  });
});
