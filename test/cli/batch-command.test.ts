import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { resultsDocumentSchema } from '../../src/results/results-document.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const smallSuite = join(folder, 'small.json');

beforeAll(() => {
  const suite = {
    name: 'small',
    description: 'a small guest',
    host: 'generic-10g',
    defaults: { autoConverge: true },
    loads: [
      { name: 'light', stressMem: 32 },
      { name: 'heavy', stressMem: 512 },
    ],
    modes: [
      { name: 'original', backgroundSync: 'off' },
      { name: 'with background sync', backgroundSync: 'merged' },
    ],
    repeats: 2,
  };
  writeFileSync(smallSuite, JSON.stringify(suite));
});

test('a suite prints a block for each load, all modes in it, with the repeats of each', async () => {
  const { code, out, err } = await run(['batch', '--suite', smallSuite]);
  expect({ code, err }).toEqual({
    code: 0,
    err: 'host generic-10g, QEMU 10.2, seed 1; only RAM that the workload writes has content\n',
  });
  expect(out.match(/^ramsize: .*$/gm)).toEqual(['ramsize: 32MB', 'ramsize: 512MB']);
  const names = out.match(/^\| (\S+)/gm);
  expect(names).toEqual([
    '| original',
    '| with',
    '| background',
    '| sync',
    '| original',
    '| with',
    '| background',
    '| sync',
  ]);
  expect(out.match(/ \d+% +\|$/gm)).toHaveLength(8);
});

test('records name suite, mode and load, and follow --repeat and --seed', async () => {
  const { out } = await run(
    `batch --suite ${smallSuite} --repeat 3 --seed x --format json`.split(' '),
  );
  const { results } = resultsDocumentSchema.parse(JSON.parse(out));
  expect(results).toHaveLength(12);
  expect(results[3]).toMatchObject({
    scenario: 'small/with-background-sync-32',
    mode: 'with background sync',
    host: 'generic-10g',
    stress_mem_mb: 32,
    seed: 'x',
    repeat: 1,
  });
});

test('what does not fit together is answered with the JSON path', async () => {
  expect(await run(`batch --suite ${smallSuite} --host smartx-v2`.split(' '))).toMatchObject({
    code: 2,
    err: 'error: suite small: modes[1].backgroundSync: merged is not in QEMU 9.1, it came with 9.2; allowed: off, v1, v2\n',
  });
  const suite = JSON.parse(readFileSync(smallSuite, 'utf8'));
  const large = join(folder, 'large.json');
  writeFileSync(large, JSON.stringify({ ...suite, loads: [{ name: 'all', stressMem: 2000 }] }));
  expect(await run(['batch', '--suite', large])).toMatchObject({
    code: 2,
    err: "error: suite small: loads[0].stressMem: 2000 is larger than the guest's RAM (modes[0].mem 1); allowed: 1 to 1024 (MiB)\n",
  });
  writeFileSync(large, JSON.stringify({ ...suite, defaults: { cpus: 0 } }));
  expect((await run(['batch', '--suite', large])).err).toBe(
    'error: suite small: defaults.cpus: 0 is out of range; allowed: 1 to 1024 (vCPUs)\n',
  );
});

test('--require-convergence exits 3 where a run was cancelled', async () => {
  const suite = JSON.parse(readFileSync(smallSuite, 'utf8'));
  const short = join(folder, 'short.json');
  writeFileSync(short, JSON.stringify({ ...suite, defaults: { ...suite.defaults, maxIters: 1 } }));
  expect((await run(['batch', '--suite', short])).code).toBe(0);
  expect((await run(['batch', '--suite', short, '--require-convergence'])).code).toBe(3);
});

test("a cover letter's suite is its command", () => {
  const file = join(packageRoot(), 'profiles', 'suites', 'cover-letter-v1.json');
  const { defaults } = JSON.parse(readFileSync(file, 'utf8'));
  expect(defaults).toEqual({
    cpus: 16,
    mem: 100,
    maxIters: 200,
    maxTime: 1200,
    downtime: 500,
    autoConverge: true,
    autoConvergeStep: 10,
  });
});

test('the link and what of the RAM is in use are those of the command line', async () => {
  const given = '--link-mbit 2500 --ram-in-use all --repeat 1 --format json';
  for (const suite of [smallSuite, 'guestperf --filter post-copy-iters/*-0']) {
    const { out } = await run(`batch --suite ${suite} ${given}`.split(' '));
    const { results } = resultsDocumentSchema.parse(JSON.parse(out));
    expect(results[0]).toMatchObject({
      host: 'generic-10g-2p5gbit',
      parameters: { link_gbit: 2.5, ram_in_use: 'all' },
    });
  }
});
