import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { plainEnvironment, programFile, spawnProgram } from './program.js';

const folder = temporaryFolder();

test('the number of threads does not change a byte', () => {
  const args = ['batch', '--suite', 'cover-letter-v2', '--repeat', '1', '--format', 'json'];
  const [one, ...others] = ['1', '2', '3'].map(
    (workers) => spawnProgram([...args, '--workers', workers]).stdout,
  );
  expect(JSON.parse(one).results).toHaveLength(6);
  expect(others).toEqual([one, one]);
});

test('an interruption of threads keeps what is done', async () => {
  const child = spawn(
    process.execPath,
    [programFile, 'validate', '--seeds', '400', '--workers', '2', '--format', 'ndjson'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: plainEnvironment() },
  );
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  child.stdout.resume();
  await delay(1500);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect(code).toBe(130);
  expect(err).toMatch(/interrupted: \d+ of 6000 runs done\n$/);
}, 20_000);

test('a calibration can be interrupted, and writes nothing then', async () => {
  const reference = join(packageRoot(), 'results/published/auto-converge-refinements-v2.json');
  const out = join(folder, 'host.json');
  const child = spawn(
    process.execPath,
    [programFile, 'calibrate', '--reference', reference, '--out', out],
    { stdio: ['ignore', 'ignore', 'pipe'], env: plainEnvironment() },
  );
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  await delay(1500);
  child.kill('SIGINT');
  const [code] = await once(child, 'close');
  expect({ code, err }).toEqual({ code: 130, err: 'interrupted: no profile written\n' });
}, 20_000);
