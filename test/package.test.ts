import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/profiles/package-root.js';
import { temporaryFolder } from './cli/folder.js';

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
  expect(packed.unpackedSize, JSON.stringify(largest)).toBeLessThan(1_500_000);
});

test('it has what its users need, and nothing of how it is made', () => {
  const paths = packed.files.map(({ path }) => path);
  for (const needed of [
    'bin/guestperf-sim.js',
    'dist/index.js',
    'dist/types/index.d.ts',
    'dist/schema/suite.schema.json',
    'dist/man/guestperf-sim.1.gz',
    'dist/pages/plot.js.br',
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

test('it has the pages that the program names, all of which exist', () => {
  const chunks = join(packageRoot(), 'dist/chunks');
  const program = readdirSync(chunks).map((name) => readFileSync(join(chunks, name), 'utf8'));
  const named = new Set(program.join('\n').match(/\bdocs\/[\w-]+\.md\b/g));
  expect(named).toContain('docs/own-hosts.md');
  const paths = packed.files.map(({ path }) => path);
  expect([...named].filter((page) => !paths.includes(page))).toEqual([]);
});

test('a program compiles against its declarations, of which none is left out that another needs', () => {
  const declarations = join(packageRoot(), 'dist/types/index.js');
  const program = join(temporaryFolder(), 'program.mts');
  writeFileSync(
    program,
    `import { type MigrationResult, type Scenario, simulate } from '${declarations}';
export const resultOf = (scenario: Scenario): MigrationResult => simulate(scenario);
`,
  );
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json');
  const options =
    '--noEmit --ignoreConfig --strict --skipLibCheck false --types node --target es2023 --module nodenext';
  const { status, stdout: faults } = spawnSync(
    process.execPath,
    [join(dirname(compiler), 'bin/tsc'), ...options.split(' '), program],
    { cwd: packageRoot(), encoding: 'utf8' },
  );
  expect({ status, faults }).toEqual({ status: 0, faults: '' });
});
