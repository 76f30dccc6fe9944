import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { csvRows } from '../../src/documents/csv.js';
import { shownText } from '../support/hostile-text.js';
import { recordedDocument } from '../support/recorded-reports.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

/** What a terminal, a runner of GitHub, Markdown and a page would each obey in their way. */
const hostile =
  '=\u001b[2J\u001b]0;x\u0007\u009b31m\u007f\u202e\u2066\r\n::error::x\n##[error]y\n' +
  '# h [l](http://e.org) ![i](v) <script>x</script> `c` | "q" \u2028\0';
const shown =
  String.raw`=\u001b[2J\u001b]0;x\u0007\u009b31m\u007f\u202e\u2066\r\n::error::x\n#` +
  String.raw`\u0023[error]y\n# h [l](http://e.org) ![i](v) <script>x</script> ` +
  String.raw`${'`c`'} | "q" \u2028\u0000`;

const folder = temporaryFolder();
const path = (name: string): string => join(folder, name);
const suite = path('suite.json');
const [base, head] = [path('base.ndjson'), path('head.ndjson')];
const report = path('report.json');
const sweep = path('sweep.ndjson');

beforeAll(async () => {
  const load = { name: hostile, stressMem: 10 };
  const mode = { name: hostile, downtime: 300 };
  writeFileSync(
    suite,
    JSON.stringify({
      name: 'hostile',
      description: hostile,
      host: 'generic-10g',
      defaults: { cpus: 1, mem: 1 },
      loads: [load, { ...load, name: `::error::${hostile}` }],
      modes: [mode, { ...mode, name: `-${hostile}` }],
      repeats: 1,
    }),
  );
  const { out } = await run(['run', '--format', 'ndjson', '--max-iters', '3']);
  const record = JSON.parse(out);
  const records = ['a', 'b'].map((name) => ({
    ...record,
    scenario: `${name}${hostile}`,
    mode: hostile,
    host: hostile,
    parameters: { ...record.parameters, [hostile]: hostile },
    model_version: hostile,
  }));
  const lines = records.map((each) => `${JSON.stringify(each)}\n`);
  writeFileSync(base, lines.join(''));
  const worse = { ...records[0], total_time_ms: 9 * record.total_time_ms };
  writeFileSync(head, JSON.stringify(worse));
  const document = recordedDocument({ binary: hostile, kernel: hostile });
  const scenario = { ...document.scenario, name: hostile };
  writeFileSync(report, JSON.stringify({ ...document, scenario }));
  await run(['sweep', '--stress-mem', '10,20', '--mem', '1', '--output', sweep]);
});

/** Markup in Markdown, but for the tables and headings of our own. */
const unescaped = /(?<!\\)(?:<s|\]\(|`)|http:|^(?:#+ (?!Regression)|::)/m;

function expectPrintable(text: string): void {
  expect(text).toMatch(shownText);
  expect(text).not.toMatch(/^\s*::|##\[/m);
}

test('run: a file and a value that do not exist, and files that are not what they should be', async () => {
  const file = path(`${hostile.replaceAll('\0', '').replaceAll('/', '')}.json`);
  for (const args of [
    ['--host', file],
    ['--host', hostile],
    ['--workload', `${hostile}.json`],
    ['--qemu', hostile],
    ['--cpus', hostile],
    [hostile],
    [`--${hostile}`],
  ]) {
    const { code, err, out } = await run(['run', ...args]);
    expect([code, out, err.match(/\n/g)?.length]).toEqual([2, '', 1]);
    expectPrintable(err);
  }
  for (const text of [
    hostile,
    JSON.stringify({ [hostile]: 1 }),
    JSON.stringify({ qemu: hostile }),
  ]) {
    writeFileSync(file, text);
    const { code, err } = await run(['run', '--host', file]);
    expect([code, err.match(/\n/g)?.length]).toEqual([2, 1]);
    expectPrintable(err);
    expectPrintable((await run(['run', '--host', file, '--debug'])).err);
  }
});

test.each(['table', 'markdown', 'json', 'ndjson'])('batch in the form %s', async (format) => {
  const { code, err, out } = await run(['batch', '--suite', suite, '--format', format]);
  expect(code).toBe(0);
  expectPrintable(err);
  expect(out).toMatch(shownText);
  if (format === 'table') expectPrintable(out);
  if (format === 'markdown') expect(out).not.toMatch(unescaped);
  if (format === 'json') expect(JSON.parse(out).results[0].mode).toBe(hostile);
});

test('batch as CSV: no cell is a formula, and what a terminal gets it does not obey', async () => {
  const args = ['batch', '--suite', suite, '--format', 'csv'];
  const { out } = await run(args);
  const [header, ...rows] = csvRows(out);
  const modes = rows.map((row) => row[header.indexOf('mode')]);
  expect(new Set(modes)).toEqual(new Set([hostile, `-${hostile}`]));
  expect(out).not.toMatch(/(?:^|,)"?[=@]|(?:^|,)"?[+-](?![\d.]+,)/m);
  expect((await run(args, { isTTY: true })).out).toMatch(shownText);
});

test.each(['table', 'markdown', 'json', 'junit', 'benchmark'])(
  'compare in the form %s',
  async (format) => {
    const summary = path(`summary-${format}.md`);
    writeFileSync(summary, '');
    const args = ['compare', base, head, '--format', format, '--github-summary'];
    const environment = { GITHUB_STEP_SUMMARY: summary };
    const { code, err, out } = await run(args, { environment });
    expect(code).toBe(4);
    expect(err).not.toBe('');
    expectPrintable(err);
    expect(out).toMatch(shownText);
    if (format === 'table') {
      expectPrintable(out);
      expect(out.replaceAll('\n', ' ')).toContain(`only in BASE: b${shown}`);
    }
    if (format === 'junit') expect(out).not.toMatch(/<script|\0/);
    for (const markdown of [readFileSync(summary, 'utf8'), format === 'markdown' ? out : '']) {
      expect(markdown).toMatch(shownText);
      expect(markdown).not.toMatch(unescaped);
    }
  },
);

test('compare: a result that is none', async () => {
  const bad = path('bad.ndjson');
  for (const text of [`{"total_time_ms":${hostile}`, JSON.stringify({ total_time_ms: hostile })]) {
    writeFileSync(bad, text);
    const { code, err } = await run(['compare', bad, head]);
    expect([code, err.match(/\n/g)?.length]).toEqual([2, 1]);
    expectPrintable(err);
  }
  const results = path('results');
  mkdirSync(results);
  writeFileSync(join(results, 'a.ndjson'), readFileSync(base));
  writeFileSync(join(results, `${hostile.replaceAll(/[\0/]/g, '')}.json`), '{}');
  expectPrintable((await run(['compare', results, head])).err);
});

test('merge: a table of hostile points, and a part that is none', async () => {
  const lines = readFileSync(sweep, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const part = path('part.ndjson');
  const spoilt = lines.map((each) => ({
    ...each,
    mode: hostile,
    sweep: { ...each.sweep, point: { stress_mem: hostile } },
  }));
  writeFileSync(part, spoilt.map((each) => `${JSON.stringify(each)}\n`).join(''));
  const html = path('pivot.html');
  const merged = await run([
    'merge',
    part,
    '--pivot',
    'total-time:stress-mem:mode',
    '--html',
    html,
  ]);
  expect(merged.code).toBe(0);
  expectPrintable(merged.err);
  expectPrintable(merged.out);
  const page = readFileSync(html, 'utf8');
  // The page's own program has a tab in a text of its own.
  expect(shownText.test(page.replace(/<script>[^]*<\/script>/, ''))).toBe(true);
  expect(page.match(/<script|<img/g)).toHaveLength(2);
  writeFileSync(part, JSON.stringify({ ...spoilt[0] }) + '\n');
  const missing = await run(['merge', part, '--output', path('merged.ndjson')]);
  expect([missing.code, missing.err.match(/\n/g)?.length]).toEqual([2, 1]);
  expectPrintable(missing.err);
});

test('sweep: a matrix, a list and a file to go on with', async () => {
  const matrix = path('matrix.csv');
  writeFileSync(matrix, `stress-mem\n"${hostile.replaceAll('"', '""')}"\n`);
  writeFileSync(path('torn.ndjson'), hostile);
  for (const args of [
    ['--matrix', matrix],
    ['--stress-mem', hostile],
    ['--stress-mem', '10,20', '--pivot', hostile],
    ['--stress-mem', '10,20', '--resume', '--output', path('torn.ndjson')],
  ]) {
    const { code, err } = await run(['sweep', ...args]);
    expect([code, err.match(/\n/g)?.length]).toEqual([2, 1]);
    expectPrintable(err);
  }
});

test('plot: the page and the terminal', async () => {
  const page = await run(['plot', report]);
  expect(page.code).toBe(0);
  const data =
    /<script type="application\/json" id="data">(.*)<\/script>/.exec(page.out)?.[1] ?? '';
  expect(JSON.parse(data).runs[0].label).toMatch(shownText);
  expect(page.out.slice(0, page.out.indexOf('<style>'))).toMatch(shownText);
  expect(page.out).not.toContain('<script>x');
  const terminal = await run(['plot', report, '--terminal']);
  expectPrintable(terminal.out);
  const records = await run(['plot', base, '--terminal']);
  expectPrintable(records.out);
});

test.each(['table', 'markdown', 'csv', 'json'])('validate in the form %s', async (format) => {
  const args = ['validate', '--recorded', report, '--host', 'generic-10g', '--format', format];
  const { code, out } = await run(args, { isTTY: format === 'csv' });
  expect(code).toBe(0);
  expect(out).toMatch(shownText);
  if (format === 'markdown') expect(out).not.toMatch(unescaped);
});

test('advise: an answer that is none', async () => {
  const file = path(`rates${hostile.replaceAll(/[\0/]/g, '')}.json`);
  for (const text of [hostile, JSON.stringify({ status: hostile })]) {
    writeFileSync(file, text);
    for (const option of ['--dirty-rate', '--progress']) {
      const { code, err } = await run(['advise', '--mem', '1', option, file]);
      expect([code, err.match(/\n/g)?.length]).toEqual([2, 1]);
      expectPrintable(err);
    }
  }
});
