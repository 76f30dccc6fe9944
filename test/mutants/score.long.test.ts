import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { wilsonInterval } from '../../src/statistics/wilson.js';

const COUNT = 40;

test(`of ${COUNT} mutants of the core and of the statistics no fewer are noticed than of nine in ten`, async () => {
  const args = ['--count', String(COUNT), '--seed', process.env.TEST_SEED ?? '1'];
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join('scripts', 'mutants.mjs'), ...args],
    { cwd: packageRoot() },
  );
  const [, noticed, of] = /^all +(\d+) of +(\d+) /m.exec(stdout) ?? [];
  expect(Number(of)).toBe(COUNT);
  expect(wilsonInterval(Number(noticed), Number(of)).high, stdout).toBeGreaterThan(0.9);
});
