import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { plainEnvironment } from './program.js';

test('the headline prints the tables of the three loads, three repeats each', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(packageRoot(), 'scripts', 'headline.mjs')],
    { encoding: 'utf8', env: plainEnvironment() },
  );
  expect(status).toBe(0);
  expect(stdout.match(/^ramsize: .*$/gm)).toEqual([
    'ramsize: 150MB',
    'ramsize: 3000MB',
    'ramsize: 5000MB',
  ]);
  expect(stdout.match(/^\|[^-\n]* \d+% +\|$/gm)).toHaveLength(9);
});
