import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { run } from './program.js';

const folder = temporaryFolder();

test('--trace writes each decision as a line, with its run', async () => {
  const file = join(folder, 'trace.ndjson');
  const args = '--mem 4 --cpus 4 --stress-mem 1000,64 --auto-converge --repeat 2 --seed s'.split(
    ' ',
  );
  const traced = await run([...args, '--trace', file]);
  expect(traced).toEqual(await run(args));
  const events = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(events[0]).toMatchObject({
    seed: 's',
    repeat: 1,
    stress_mem_mb: 1000,
    event: 'sync',
    cause: 'setup',
    sync_count: 1,
  });
  const runs = new Set(events.map((event) => `${event.stress_mem_mb} ${event.repeat}`));
  expect([...runs]).toEqual(['1000 1', '1000 2', '64 1', '64 2']);
  const kinds = new Set(events.map(({ event }) => event));
  expect([...kinds]).toEqual(
    expect.arrayContaining(['sync', 'bandwidth', 'pending', 'switchover']),
  );
  const first = events.filter((event) => event.stress_mem_mb === 1000 && event.repeat === 1);
  const times = first.map((event) => event.t_ms);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(readdirSync(folder)).toEqual(['trace.ndjson']);
});

test('after an interruption the trace has the runs that are done', async () => {
  const file = join(folder, 'interrupted.ndjson');
  const args = '--stress-mem 64 --repeat 50 --verify --trace'.split(' ');
  const { code } = await run([...args, file], {
    onError: (text, interruption) => {
      if (text.includes('repeat 2:')) interruption.abort();
    },
  });
  expect(code).toBe(130);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(new Set(lines.map((line) => JSON.parse(line).repeat))).toEqual(new Set([1, 2]));
});

test('bad input leaves no trace', async () => {
  const file = join(folder, 'none.ndjson');
  expect((await run(['--trace', file, '--workload', 'nosuch'])).code).toBe(2);
  expect(existsSync(file)).toBe(false);
});
