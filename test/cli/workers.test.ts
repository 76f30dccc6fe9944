import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { interruptProgram, preloaded, run, spawnProgram } from './program.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();

test('the number of threads does not change a byte', async () => {
  const args = ['batch', '--suite', 'cover-letter-v2', '--repeat', '1', '--format', 'json'];
  const { out: one } = await run([...args, '--workers', '1']);
  expect(JSON.parse(one).results).toHaveLength(6);
  expect(spawnProgram([...args, '--workers', '3']).stdout).toBe(one);
});

test('an interruption of threads keeps what is done', async () => {
  const args = 'validate --seeds 400 --workers 2 --format ndjson'.split(' ');
  const { code, err } = await interruptProgram(args);
  expect(code).toBe(130);
  expect(err).toMatch(/interrupted: \d+ of 6000 runs done\n$/);
});

/** The user interrupts as soon as a thread is at work. */
const interruptedByThread = preloaded(`
  process.once('worker', (worker) => {
    worker.once('online', () => process.kill(process.pid, 'SIGINT'));
  });
`);

test.runIf(isDeep)('a calibration can be interrupted, and writes nothing then', () => {
  const out = join(folder, 'host.json');
  const reference = 'auto-converge-refinements-v2';
  const { status, stderr } = spawnProgram(
    ['calibrate', '--reference', reference, '--out', out],
    interruptedByThread,
  );
  expect({ status, stderr }).toEqual({ status: 130, stderr: 'interrupted: no profile written\n' });
  expect(existsSync(out)).toBe(false);
});
