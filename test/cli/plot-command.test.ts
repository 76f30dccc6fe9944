import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { programFile, run, spawnProgram } from './program.js';

const folder = temporaryFolder();
const report = join(folder, 'report.json');
const results = join(folder, 'results.json');

beforeAll(async () => {
  const small = '--mem 1 --stress-mem 200 --sleep 2 --cpus 2'.split(' ');
  await run(['run', ...small, '--format', 'guestperf', '--output', report]);
  await run(['run', ...small, '--repeat', '2', '--format', 'json', '--output', results]);
});

test('a page to a file, whole or not at all, and nothing on stdout', async () => {
  const page = join(folder, 'page.html');
  expect(await run(['plot', report, results, '--output', page])).toEqual({
    code: 0,
    out: '',
    err: '',
  });
  expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[^]*<\/html>\n$/);
  expect(readdirSync(folder).filter((file) => file.endsWith('.tmp'))).toEqual([]);
});

test('without --output the page is on stdout, as from guestperf-plot', async () => {
  const { code, out } = await run(['plot', report]);
  expect(code).toBe(0);
  expect(out).toContain('"quantity":"copyTime"');
});

test('the same report gives the same page', async () => {
  expect((await run(['plot', report])).out).toBe((await run(['plot', report])).out);
});

test.each([
  { flags: [], choice: 'iterations totalGuest splitGuest qemuCpu vcpuCpu progress' },
  { flags: ['--migration-iters', '--total-guest-cpu'], choice: 'iterations totalGuest' },
  { flags: ['--split-guest-cpu'], choice: 'splitGuest' },
  { flags: ['--qemu-cpu', '--vcpu-cpu', '--verbose'], choice: 'qemuCpu vcpuCpu' },
])("guestperf-plot's flags $flags choose $choice", async ({ flags, choice }) => {
  const { out } = await run(['plot', report, ...flags]);
  const data = JSON.parse(/id="data">(.*)<\/script>/.exec(out)?.[1] ?? '');
  const { align, ...charts } = data.choice;
  expect(align).toBe('migration');
  expect(Object.keys(charts).filter((name) => charts[name])).toEqual(choice.split(' '));
});

test('in the terminal: as wide as it is, in braille where the locale is UTF-8', async () => {
  const environment = { COLUMNS: '100', LANG: 'en_US.UTF-8' };
  const { code, out } = await run(['plot', report, '--terminal'], { environment });
  expect(code).toBe(0);
  expect(out).toMatch(/[\u2801-\u28ff]/);
  const widths = out.split('\n').map((line) => line.length);
  expect(Math.max(...widths)).toBeLessThanOrEqual(100);
  expect(Math.max(...widths)).toBeGreaterThan(90);
});

test.each([
  { args: [], environment: { LANG: 'C' } },
  { args: [], environment: { LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' } },
  { args: [], environment: {} },
  { args: ['--ascii'], environment: { LANG: 'en_US.UTF-8' } },
])('in ASCII with $args and $environment, 80 columns', async ({ args, environment }) => {
  const { out } = await run(['plot', report, '--terminal', ...args], { environment });
  expect(out).toMatch(/^[\n -~]+$/);
  for (const line of out.split('\n').slice(1)) expect(line.length).toBeLessThanOrEqual(80);
});

test('colours only where they are wanted', async () => {
  const args = ['plot', report, '--terminal', '--ascii'];
  expect((await run(args)).out).not.toContain('\u001b');
  expect((await run([...args, '--color', 'always'])).out).toContain('\u001b');
});

test('a page through a pipe is whole', () => {
  const { status, stdout, stderr } = spawnProgram(['plot', report]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.endsWith('</html>\n')).toBe(true);
});

test('what --version loads has nothing of plots in it', () => {
  const dist = join(dirname(programFile), '../dist');
  const loaded = new Set<string>();
  const load = (file: string): void => {
    if (loaded.has(file)) return;
    loaded.add(file);
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('copyTime');
    for (const [, imported] of text.matchAll(/(?:from|import)\s*"(\.[^"]+)"/g)) {
      load(join(dirname(file), imported));
    }
  };
  load(join(dist, 'cli.js'));
  expect(loaded.size).toBeGreaterThan(1);
});

const odd = join(folder, 'odd.json');
writeFileSync(odd, '{"progress_history": 3}');
mkdirSync(join(folder, 'sub'));

test.each([
  { args: [], message: 'plot: REPORT is missing' },
  { args: [join(folder, 'none.json')], message: `plot: '${folder}/none.json' does not exist` },
  { args: [join(folder, 'sub')], message: `plot: '${folder}/sub' is a folder, not a file` },
  { args: [odd], message: `${odd}: hardware: missing, so this is not a guestperf report` },
  {
    args: [report, '--output', join(folder, 'sub')],
    message: `--output: '${folder}/sub' is a folder, not a file`,
  },
  {
    args: [report, '--output', join(folder, 'no', 'page.html')],
    message: `--output: '${folder}/no/page.html' cannot be written: the folder ${folder}/no does not exist`,
  },
  { args: [report, '--qemu'], message: '--qemu: unknown option; did you mean --qemu-cpu?' },
  {
    args: [report, '--align', 'end'],
    message: '--align: end is not one of the choices; allowed: migration, start',
  },
  {
    args: [report, '--ascii'],
    message: '--ascii: needs --terminal',
  },
])('bad input is one sentence: $message', async ({ args, message }) => {
  const { code, out, err } = await run(['plot', ...args]);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err.trimEnd()).toBe(`error: ${message}`);
});
