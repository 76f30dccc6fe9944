import { readFileSync, statSync, symlinkSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../cli/folder.js';
import { preloaded, run, spawnProgram, startProgram } from '../cli/program.js';
import { isDeep } from '../support/draws.js';

const folder = temporaryFolder();
const sweep = ['sweep', '--stress-mem', '64', '--seed', '1..50000', '--output'];

function size(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

test('a second sweep into a file is refused, and a killed one is in nobody’s way', async () => {
  const file = join(folder, 'results.ndjson');
  const link = join(folder, 'link');
  symlinkSync(file, link);
  const first = startProgram([...sweep, file]);
  const end = once(first, 'close');
  first.stdout.resume();
  first.stderr.resume();
  while (size(file) === 0 && first.exitCode === null) await delay(5);
  first.kill('SIGSTOP');

  for (const flags of [[file, '--overwrite'], [file, '--resume'], [file], [link, '--overwrite']]) {
    const { status, stderr } = spawnProgram([...sweep, ...flags]);
    const problem = `'${flags[0]}' is being written by process ${first.pid}`;
    expect({ status, stderr }).toEqual({ status: 2, stderr: `error: --output: ${problem}\n` });
  }
  first.kill('SIGKILL');
  await end;
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  expect(lines.map((line) => JSON.parse(line).sweep.run)).toEqual(
    lines.map((_, index) => index + 1),
  );

  const again = ['sweep', '--stress-mem', '64', '--seed', '1..5', '--output', file, '--overwrite'];
  expect(await run(again)).toMatchObject({ code: 0 });
  expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(5);
});

test.runIf(isDeep)('where nothing can lock a file, a sweep says so', () => {
  const file = join(folder, 'unlocked.ndjson');
  const args = ['sweep', '--stress-mem', '64', '--seed', '1..5', '--output', file];
  const { status, stderr } = spawnProgram(args, preloaded("process.env.PATH = '/no-such-folder';"));
  expect(status).toBe(0);
  expect(stderr).toBe(
    `note: ${file}: not locked against another sweep: there is no flock(1), or the file system has no locks\n` +
      'sweep: 1 point x 5 seeds = 5 runs\n',
  );
});
