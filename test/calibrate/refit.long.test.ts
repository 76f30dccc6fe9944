import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { spawnProgram } from '../cli/program.js';

const folder = temporaryFolder();

test.each([
  ['smartx-v1', 'auto-converge-refinements-v1'],
  ['smartx-v2', 'auto-converge-refinements-v2'],
])('the calibration gives the shipped profile %s back, byte for byte', (name, reference) => {
  const out = join(folder, `${name}.json`);
  const args = ['--reference', reference, '--rows', 'original', '--out', out];
  expect(spawnProgram(['calibrate', ...args])).toMatchObject({ status: 0 });
  const shipped = join(packageRoot(), 'profiles', 'hosts', `${name}.json`);
  expect(readFileSync(out, 'utf8')).toBe(readFileSync(shipped, 'utf8'));
});
