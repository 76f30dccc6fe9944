import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { run } from '../cli/program.js';

const folder = temporaryFolder();

test('an option that draws nothing says why', async () => {
  const file = join(folder, 'results.json');
  await run(['run', '--stress-mem', '64', '--format', 'json', '--output', file]);
  const { code, err } = await run(['plot', file, '--terminal', '--qemu-cpu', '--migration-iters']);
  expect({ code, err }).toEqual({
    code: 0,
    err: ['--migration-iters', '--qemu-cpu']
      .map(
        (flag) =>
          `note: ${flag} draws nothing: results hold no lines over time; run --format guestperf writes a report that does\n`,
      )
      .join(''),
  });
});

test('options that draw something, or were not written, say nothing', async () => {
  const file = join(folder, 'report.json');
  await run([
    'run',
    '--cpus',
    '2',
    '--stress-mem',
    '64',
    '--format',
    'guestperf',
    '--output',
    file,
  ]);
  const charts = ['--qemu-cpu', '--vcpu-cpu', '--total-guest-cpu', '--split-guest-cpu'];
  const page = join(folder, 'page.html');
  const all = await run(['plot', file, '--output', page, '--migration-iters', ...charts]);
  expect(all).toMatchObject({ code: 0, err: '' });
  expect(readFileSync(page, 'utf8')).toContain('<html');
  expect((await run(['plot', file, '--terminal'])).err).toBe('');
});
