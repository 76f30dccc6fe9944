import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../../src/profiles/package-root.js';
import { run } from '../../cli/program.js';

test('results/baselines/ledger.json is what validate --ledger says, with the recordings', async () => {
  const folder = join(packageRoot(), 'test', 'support', 'recordings');
  const recordings = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
  const recorded = ['--recorded', ...recordings, '--host', 'qemu-lab'];
  const { code, out } = await run(['validate', '--ledger', ...recorded, '--format', 'json']);
  expect(code).toBe(0);
  const kept = readFileSync(join(packageRoot(), 'results', 'baselines', 'ledger.json'), 'utf8');
  expect(out.replaceAll(/^ *"(program_version|host_hash)": .*\n/gm, '')).toBe(kept);
});
