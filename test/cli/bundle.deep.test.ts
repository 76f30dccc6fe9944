import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const made = temporaryFolder();
const bundle = join(made, 'guestperf-sim.mjs');
const empty = temporaryFolder();

beforeAll(() => {
  const script = join(packageRoot(), 'scripts/bundle.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, bundle], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

/** Runs the bundle in an empty folder, with nothing around it but Node. */
function bundled(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    cwd: empty,
    encoding: 'utf8',
    env: { HOME: empty, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}

test.each([
  '--version',
  'help hosts',
  '--stress-mem 64 --host smartx-v1 --auto-converge',
  '--stress-mem 64 --strategy v2 --auto-converge --format json',
  'sweep --stress-mem 64,100 --seed 1..2 --workers 2 --format csv',
  '--cpus 0',
])('%s does what the program does', async (line) => {
  const args = line.split(' ');
  expect(bundled(args)).toEqual(await run(args, { environment: { HOME: empty } }));
});

test('it draws a page', () => {
  bundled('--stress-mem 64 --format guestperf --output report.json'.split(' '));
  const page = bundled(['plot', 'report.json', '--output', 'page.html']);
  expect(page).toEqual({ code: 0, out: '', err: '' });
  expect(readFileSync(join(empty, 'page.html'), 'utf8')).toContain('<html');
});

test('it is laid down once, and leaves nothing half done', () => {
  const cache = join(empty, '.cache/guestperf-sim');
  bundled(['--version']);
  expect(readdirSync(cache)).toHaveLength(1);
  expect(readdirSync(cache)[0]).toMatch(/^[0-9a-f]{16}$/);
});

test('where nothing can be kept it runs all the same, and leaves nothing behind', () => {
  const passing = join(made, 'passing');
  mkdirSync(passing);
  const surroundings = { XDG_CACHE_HOME: '/dev/null/cache', TMPDIR: passing };
  expect(bundled(['--version'], surroundings)).toEqual(bundled(['--version']));
  expect(readdirSync(passing)).toEqual([]);
});
