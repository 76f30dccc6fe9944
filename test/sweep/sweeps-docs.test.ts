import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { convergenceModeNames } from '../../src/engines/qemu/features/auto-converge/convergence-mode.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';
import { readmeCode, readmeCommands } from '../cli/readme-blocks.js';

const folder = temporaryFolder();
const document = readFileSync(join(packageRoot(), 'docs', 'sweeps.md'), 'utf8');

test.each(readmeCommands(document))('$command', async ({ command, shown }) => {
  const args = command.replaceAll('\\\n', ' ').trim().split(/\s+/).slice(1);
  const { code, out, err } = await run(args);
  expect(code).toBe(0);
  expect(`${err}${out}`.trimEnd().split('\n')).toEqual(shown);
});

test('the matrix is one', async () => {
  const [csv] = readmeCode(document, 'csv');
  const file = join(folder, 'matrix.csv');
  writeFileSync(file, csv);
  const { code, err } = await run(['sweep', '--matrix', file]);
  expect({ code, err }).toEqual({ code: 0, err: 'sweep: 3 points x 1 seed = 3 runs\n' });
});

test('every mode is described', () => {
  for (const name of convergenceModeNames) expect(document).toContain(`\`${name}\``);
});
