import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/profiles/package-root.js';
import { run } from '../../cli/program.js';

test('results/baselines/ledger.json is what validate --ledger says', async () => {
  const { code, out } = await run(['validate', '--ledger', '--format', 'json']);
  expect(code).toBe(0);
  const kept = readFileSync(join(packageRoot(), 'results', 'baselines', 'ledger.json'), 'utf8');
  expect(out.replaceAll(/^ *"(program_version|host_hash)": .*\n/gm, '')).toBe(kept);
});
