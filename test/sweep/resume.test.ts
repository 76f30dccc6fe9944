import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  existsSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import seedrandom from 'seedrandom';
import { expect, test } from 'vitest';
import { deep, drawn, isDeep } from '../support/draws.js';
import { temporaryFolder } from '../cli/folder.js';
import { plainEnvironment, preloaded, programFile, run, spawnProgram } from '../cli/program.js';

const folder = temporaryFolder();
const small = 'sweep --stress-mem 32,64 --downtime 100..300:100 --seed a,b'.split(' ');

async function whole(name: string): Promise<{ file: string; text: string }> {
  const file = join(folder, name);
  await run([...small, '--output', file, '--overwrite']);
  return { file, text: readFileSync(file, 'utf8') };
}

function size(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** Ends the program by a signal that it cannot catch, when it has written so many bytes of results. */
function killedAfter(bytes: number): string[] {
  return preloaded(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { writeSync } = fs;
    let left = ${bytes};
    fs.writeSync = (descriptor, content) => {
      const written = left > 0 ? writeSync(descriptor, content.subarray(0, left)) : 0;
      left -= content.length;
      if (left <= 0) process.kill(process.pid, 'SIGKILL');
      return written;
    };
    syncBuiltinESMExports();
  `);
}

const kills = drawn(deep(2, 6));
const rounds = deep(2, 12);

test(`killed at ${kills} random bytes and resumed, the file is that of an uninterrupted sweep`, async () => {
  const args = 'sweep --mem 1 --cpus 1 --auto-converge --max-iters 60 --downtime 50 --workers 2'
    .concat(' --stress-mem 50..300:50 --bandwidth 300..700:50 --seed 1..2')
    .split(' ');
  const { out } = await run([...args, '--format', 'ndjson']);
  const expected = Buffer.from(out);
  expect(out.trimEnd().split('\n')).toHaveLength(108);

  const random = seedrandom.alea('kills');
  const file = join(folder, 'killed.ndjson');
  for (let kill = 0; kill < kills; kill++) {
    const before = size(file);
    // One of three dies before it has written anything.
    const bytes = kill % 3 === 0 ? 0 : Math.ceil((random() * expected.length) / (kills + 1));
    const resumed = [...args, '--output', file, '--resume'];
    const { signal } = spawnProgram(resumed, killedAfter(bytes));
    expect(signal).toBe('SIGKILL');
    if (kill % 3 > 0) expect(size(file)).not.toBe(before);
  }
  expect(size(file)).toBeLessThan(expected.length);
  const { status, stderr } = spawnProgram([...args, '--output', file, '--resume']);
  expect(status).toBe(0);
  expect(stderr).toMatch(
    /^sweep: 54 points .*\n(note: .* torn .*\n)?resuming: \d+ of 108 runs done before\n$/,
  );
  expect(readFileSync(file).equals(expected)).toBe(true);
});

test.each(['ndjson', 'csv'])('torn anywhere, a file of %s is repaired', async (format) => {
  const { file, text } = await whole(`torn.${format}`);
  const random = seedrandom.alea(format);
  for (let round = 0; round < rounds; round++) {
    const cut = round === 0 ? text.length - 1 : Math.floor(random() * text.length);
    truncateSync(file, cut);
    const { code, err } = await run([...small, '--output', file, '--resume']);
    expect(code).toBe(0);
    const isTorn = cut > 0 && text[cut - 1] !== '\n';
    expect(
      err.includes(`note: ${file}: the torn last line is removed, its run is done again\n`),
    ).toBe(isTorn);
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});

test('a file that is complete, empty or not there yet can be resumed', async () => {
  const { file, text } = await whole('complete.ndjson');
  const { code, err } = await run([...small, '--output', file, '--resume']);
  expect({ code, err }).toEqual({
    code: 0,
    err: 'sweep: 6 points x 2 seeds = 12 runs\nresuming: 12 of 12 runs done before\n',
  });
  expect(readFileSync(file, 'utf8')).toBe(text);
  for (const name of ['new.ndjson', 'empty.ndjson']) {
    const other = join(folder, name);
    if (name.startsWith('empty')) writeFileSync(other, '');
    await run([...small, '--output', other, '--resume']);
    expect(readFileSync(other, 'utf8')).toBe(text);
  }
});

test('pivots and the exit status count the runs that were done before', async () => {
  const { file, text } = await whole('pivot.ndjson');
  const pivot = ['--pivot', 'downtime:stress-mem:downtime'];
  const expected = await run([...small, ...pivot]);
  truncateSync(file, text.indexOf('\n') + 1);
  const { out } = await run([...small, ...pivot, '--output', file, '--resume']);
  expect(out).toBe(expected.out);
});

test('a file of something else is refused, and left as it is', async () => {
  const { file, text } = await whole('other.ndjson');
  const resume = (args: readonly string[]) => run([...args, '--output', file, '--resume']);
  const refusals = [
    [await resume([...small, '--mem', '2']), 'line 1 is of another sweep: its points, settings'],
    [await resume([...small, '--repeat', '2']), 'line 1 is of another sweep'],
    [await resume([...small, '--shard', '2/3']), 'line 1 is run 1 where run '],
    [await resume([...small, '--format', 'csv']), 'has the columns of another sweep, or is no CSV'],
  ] as const;
  for (const [{ code, err }, problem] of refusals) {
    expect(code).toBe(2);
    expect(err.split('\n')).toHaveLength(2);
    expect(err).toContain(problem);
  }
  expect(readFileSync(file, 'utf8')).toBe(text);

  writeFileSync(file, text.replaceAll(/"model_version":"\w+"/g, '"model_version":"old"'));
  expect((await resume(small)).err).toContain('line 1 is of model version old, this is ');
  writeFileSync(file, text);
  appendFileSync(file, text.slice(0, text.indexOf('\n') + 1));
  expect((await resume(small)).err).toContain(
    'line 13 is run 1, where this sweep or shard has ended',
  );
});

test.runIf(isDeep)('SIGINT keeps what is done, and ends with 130', async () => {
  const file = join(folder, 'interrupted.ndjson');
  const args = ['sweep', '--stress-mem', '64', '--seed', '1..50000', '--output', file];
  const child = spawn(process.execPath, [programFile, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: plainEnvironment(),
  });
  let err = '';
  child.stderr.on('data', (chunk) => (err += chunk));
  const closed = once(child, 'close');
  while (size(file) === 0 && child.exitCode === null) await delay(5);
  child.kill('SIGINT');
  expect((await closed)[0]).toBe(130);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeLessThan(50_000);
  expect(err).toContain(`interrupted: ${lines.length} of 50000 runs done; --resume goes on\n`);
});

test('a sweep whose first run fails leaves no file that was not there', async () => {
  const strategy = join(folder, 'fails.mjs');
  const source = "export default { name: 'fails', throttle: { percent: () => { throw 'no'; } } };";
  writeFileSync(strategy, source);
  const heavy =
    'sweep --cpus 4 --mem 2 --stress-mem 1024 --link-gbit 1 --max-time 60 --max-iters 200 --qemu 9.1';
  const fails = [...heavy.split(' '), '--strategy', strategy, '--workers', '1'];
  const file = join(folder, 'fails.ndjson');
  const { code, err } = await run([...fails, '--output', file]);
  expect(code).toBe(2);
  expect(err).toContain('it throws: no');
  expect(existsSync(file)).toBe(false);
  writeFileSync(file, '');
  await run([...fails, '--output', file]);
  expect(readFileSync(file, 'utf8')).toBe('');
});
