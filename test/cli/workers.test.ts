import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { interruptProgram, spawnProgram } from './program.js';

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
  const args = 'validate --seeds 400 --workers 2 --format ndjson'.split(' ');
  const { code, err } = await interruptProgram(args);
  expect(code).toBe(130);
  expect(err).toMatch(/interrupted: \d+ of 6000 runs done\n$/);
});

test('a calibration can be interrupted, and writes nothing then', async () => {
  const out = join(folder, 'host.json');
  const reference = 'auto-converge-refinements-v2';
  const { code, err } = await interruptProgram([
    'calibrate',
    '--reference',
    reference,
    '--out',
    out,
  ]);
  expect(code).toBe(130);
  expect(err).toMatch(/interrupted: no profile written\n$/);
  expect(existsSync(out)).toBe(false);
});
