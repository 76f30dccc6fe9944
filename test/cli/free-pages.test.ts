import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  freePagePolicies,
  unsafeFreePagePolicies,
} from '../../src/engines/qemu/features/free-page/settings.js';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const reused =
  'run --host kvm-2016 --mem 1 --workload reused-free-pages --bandwidth 1000 --downtime 100 --verify';

test.each(freePagePolicies)('the documented guest under %s', async (policy) => {
  const { code, err } = await run([...reused.split(' '), '--free-page-hint', policy]);
  const isUnsafe = policy in unsafeFreePagePolicies;
  expect(code).toBe(isUnsafe ? 1 : 0);
  expect(err).toContain(isUnsafe ? '8 LOST' : 'no page lost');
  expect(err.includes(`note: free page policy ${policy} is unsafe`)).toBe(isUnsafe);
});

test('the documented steps are those of the run', async () => {
  const { err } = await run([...reused.split(' '), '--free-page-hint', 'flush-queue']);
  const model = readFileSync(join(packageRoot(), 'docs', 'model.md'), 'utf8');
  const times = [...err.matchAll(/([\d.]+) ms/g)].map(([, time]) => Number(time).toFixed(1));
  expect(times).toHaveLength(4);
  for (const time of times) {
    expect(model).toMatch(new RegExp(`^\\| +${time.replace('.', '\\.')} ms \\|`, 'm'));
  }
});

test('the figures of 2016 come out of one host profile', async () => {
  const { code, out } = await run(['batch', '--suite', 'free-pages', '--format', 'markdown']);
  expect(code).toBe(0);
  const rows = out.split('\n').filter((line) => /original|skip free pages/.test(line));
  expect(rows).toHaveLength(4);
  for (const row of rows) {
    const [time, data] = [...row.matchAll(/([+-]?[\d.]+)%/g)].map(([, off]) => Number(off));
    expect(Math.abs(time)).toBeLessThan(10);
    expect(Math.abs(data)).toBeLessThan(5);
  }
});

test('a load of a suite is either stress or a workload', async () => {
  const file = join(folder, 'suite.json');
  const suite = JSON.parse(
    readFileSync(join(packageRoot(), 'profiles/suites/free-pages.json'), 'utf8'),
  );
  const both = { name: 'both', stressMem: 64, workload: { kind: 'idle' } };
  writeFileSync(file, JSON.stringify({ ...suite, loads: [both] }));
  expect(await run(['batch', '--suite', file])).toMatchObject({
    code: 2,
    err: "error: suite free-pages: loads[0].workload: contradicts loads[0].stressMem, the load of guestperf's own stress program\n",
  });
  writeFileSync(file, JSON.stringify({ ...suite, figures: 'free-page-skiping' }));
  expect(await run(['batch', '--suite', file])).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean free-page-skipping?'),
  });
});

test('an unknown policy is answered with the nearest one', async () => {
  expect(await run(['run', '--free-page-hint', 'flush-que'])).toMatchObject({
    code: 2,
    err: expect.stringContaining('did you mean flush-queue?'),
  });
});
