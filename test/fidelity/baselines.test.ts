import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/scenario/package-root.js';
import { run } from '../cli/program.js';

test('results/baselines/validate.json is what validate says (npm run baselines rewrites it)', async () => {
  const { code, out } = await run(['validate', '--format', 'json']);
  expect(code).toBe(0);
  const kept = readFileSync(join(packageRoot(), 'results', 'baselines', 'validate.json'), 'utf8');
  expect(JSON.parse(out)).toEqual(JSON.parse(kept));
  expect(out).toBe(kept);
}, 60_000);
