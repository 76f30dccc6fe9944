import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();
const small = ['run', '--stress-mem', '64'];
const conditions =
  'host generic-10g, QEMU 10.2, seed 1; only RAM that the workload writes has content\n';

test('a table is the letter on stdout, and its conditions stand above it on stderr', async () => {
  const { out, err } = await run(small);
  expect(out).toMatch(/^ramsize: 64MB\n\|-[^]*-\|\n$/);
  expect(err.startsWith(conditions)).toBe(true);
});

test('who names no host is told that the default is no test bed, and of one that is', async () => {
  const { err } = await run(small);
  expect(err).toMatch(/\nnote: generic-10g is not a real pair of hosts.* --host smartx-v1 .*\n$/);
  expect((await run([...small, '--host', 'generic-10g'])).err).toBe(conditions);
  const other = await run([...small, '--vmm', 'cloud-hypervisor']);
  expect(other.err).toContain('--host cloud-hypervisor-lab');
});

test('a file and other forms say the conditions themselves, or are for programs', async () => {
  const output = join(folder, 'table.txt');
  expect((await run([...small, '--output', output])).err).toBe('');
  expect(readFileSync(output, 'utf8')).toContain(`\n${conditions}`);
  const { out, err } = await run([...small, '--format', 'markdown']);
  expect({ err, isThere: out.endsWith(conditions) }).toEqual({ err: '', isThere: true });
  expect((await run([...small, '--format', 'json'])).err).toBe('');
});
