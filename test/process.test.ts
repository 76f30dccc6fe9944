import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './cli/folder.js';
import { plainEnvironment, programFile, shellProgram, spawnProgram } from './cli/program.js';
import { SmallDisk } from './support/small-disk.js';
import { deepOnes } from './support/draws.js';

const disk = SmallDisk.mount(join(temporaryFolder(), 'disk'));

test('results go to stdout, the rest to stderr, the exit code to the caller', () => {
  const done = spawnProgram(['--stress-mem', '64', '--verbose']);
  expect(done.status).toBe(0);
  expect(done.stdout).toMatch(/^ramsize: 64MB\n/);
  expect(done.stderr).toMatch(/^Sleeping 15 seconds/);
  const refused = spawnProgram(['--cpus', '0']);
  expect(refused).toMatchObject({ status: 2, stdout: '' });
});

test('another process gives the same bytes', () => {
  const args = ['--stress-mem', '512', '--auto-converge', '--repeat', '2', '--format', 'json'];
  expect(spawnProgram(args).stdout).toBe(spawnProgram(args).stdout);
});

test('a reader that leaves early is no error', async () => {
  const child = spawn(
    process.execPath,
    [programFile, '--stress-mem', '64', '--repeat', '200', '--format', 'csv'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: plainEnvironment() },
  );
  child.stdout.destroy();
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  const [code] = await once(child, 'close');
  expect({ code, err }).toEqual({ code: 0, err: '' });
});

test('SIGINT ends with 130 and what is done', async () => {
  const child = spawn(
    process.execPath,
    [programFile, '--stress-mem', '64', '--repeat', '100000', '--verify', '--format', 'ndjson'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: plainEnvironment() },
  );
  let out = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.once('data', () => child.kill('SIGINT'));
  child.stderr.resume();
  const [code] = await once(child, 'close');
  expect(code).toBe(130);
  const records = out.trimEnd().split('\n');
  expect(records.length).toBeLessThan(100_000);
  expect(JSON.parse(records[0])).toMatchObject({ repeat: 1, status: 'completed' });
});

/** Processor time within which a program ends that does not go round in circles. */
const limit = 'ulimit -t 300;';

test('an stderr that cannot be written is no endless loop', () => {
  const args = ['--stress-mem', '64'];
  const { status, stdout } = shellProgram(`${limit} "$@" --verbose 2> /dev/full`, args);
  expect({ status, stdout }).toEqual({ status: 0, stdout: spawnProgram(args).stdout });
  expect(shellProgram(`${limit} "$@" 2> /dev/full`, ['--cpus', '0']).status).toBe(2);
  expect(shellProgram(`${limit} "$@" > /dev/full 2>&1`, args).status).toBe(2);
});

const fillers = [
  ['run'],
  ['sweep', '--seed', '1..50000', '--format', 'ndjson'],
  ['completion', 'bash'],
];

test.each(deepOnes(fillers, ([command]) => command === 'sweep'))(
  'an stdout that takes no more ends %s with a sentence',
  (...args) => {
    const { status, stderr } = shellProgram('"$@" > /dev/full', args);
    expect(status).toBe(2);
    expect(stderr.match(/error: .*\n/g)).toEqual([
      'error: stdout cannot be written: no space left on device (ENOSPC)\n',
    ]);
  },
);

test('a file that stdout goes to is cut short on a full disk: an error', (context) => {
  if (typeof disk === 'string') return context.skip(disk);
  const file = join(disk.folder, 'stdout');
  disk.fill(1);
  const args = ['--stress-mem', '64', '--repeat', '50', '--format', 'csv'];
  const { status, stderr } = shellProgram(`"$@" > '${file}'`, args);
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: 'error: stdout cannot be written: no space left on device (ENOSPC)\n',
  });
  expect(statSync(file).size).toBe(4096);
});
