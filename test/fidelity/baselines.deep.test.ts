import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { run } from '../cli/program.js';

test.each([
  ['validate.json', ['validate', '--format', 'json']],
  ['guestperf-batch.json', ['batch', '--format', 'json']],
])('results/baselines/%s is what %j says (npm run baselines rewrites it)', async (file, args) => {
  const { code, out } = await run(args);
  expect(code).toBe(0);
  const kept = readFileSync(join(packageRoot(), 'results', 'baselines', file), 'utf8');
  // Not which program and which numbers of hosts say so, only what.
  const said = out.replaceAll(/^ *"(program_version|host_hash)": .*\n/gm, '');
  expect(JSON.parse(said)).toEqual(JSON.parse(kept));
  expect(said).toBe(kept);
});
