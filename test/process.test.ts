import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { plainEnvironment, programFile, spawnProgram } from './cli/program.js';

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
