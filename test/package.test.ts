import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/profiles/package-root.js';

interface Packed {
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

// Not `prepare`: it builds anew while other tests run what is built.
const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
const { stdout, stderr } = spawnSync('npm', args, { cwd: packageRoot(), encoding: 'utf8' });
const [packed] = JSON.parse(stdout || `"${stderr}"`) as readonly Packed[];

test('the package is no larger than it has to be', () => {
  const largest = packed.files.toSorted((a, b) => b.size - a.size).slice(0, 10);
  expect(packed.unpackedSize, JSON.stringify(largest)).toBeLessThan(2_400_000);
});

test('it has what its users need, and nothing of how it is made', () => {
  const paths = packed.files.map(({ path }) => path);
  for (const needed of [
    'bin/guestperf-sim.js',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/schema/suite.schema.json',
    'dist/man/guestperf-sim.1.gz',
    'dist/pages/plot.js',
    'docs/README.md',
    'profiles/hosts/generic-10g.json',
    'CHANGELOG.md',
  ]) {
    expect(paths).toContain(needed);
    expect(existsSync(join(packageRoot(), needed)), needed).toBe(true);
  }
  expect(
    paths.filter((path) => /^(src|test|scripts|bench|results\/baselines)\//.test(path)),
  ).toEqual([]);
});
