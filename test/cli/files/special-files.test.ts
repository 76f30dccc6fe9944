import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { beforeAll, expect, test } from 'vitest';
import { deepOnes, isDeep, quickOnes } from '../../support/draws.js';
import { fileWriters, standsForAWay, writeInputs } from '../../support/file-writers.js';
import { filesIn } from '../../support/folder-files.js';
import { temporaryFolder } from '../folder.js';
import {
  plainEnvironment,
  programFile,
  run,
  shellProgram,
  spawnProgram,
  startProgram,
} from '../program.js';

const folder = temporaryFolder();
const inputs = join(folder, 'inputs');
const args = ['--stress-mem', '64', '--repeat', '5', '--format', 'json'];
let expected: string;

beforeAll(async () => {
  mkdirSync(inputs);
  await writeInputs(inputs);
  expected = (await run(args)).out;
});

/** Makes a device like /dev/null (1, 3) or /dev/full (1, 7); returns why it cannot. */
function makeDevice(file: string, minor: number): string | null {
  if (process.getuid?.() !== 0) return 'only root can make a device';
  const { status } = spawnSync('mknod', [file, 'c', '1', String(minor)]);
  if (status !== 0) return 'a device cannot be made here';
  try {
    closeSync(openSync(file, 'r'));
  } catch {
    return 'devices cannot be opened here';
  }
  return null;
}

const writers = deepOnes(
  quickOnes(fileWriters(inputs), ({ isSlow }) => !isSlow),
  standsForAWay,
);

test.for(writers)('$name into the null device leaves the device', async (writer, context) => {
  const here = mkdtempSync(join(folder, 'null-'));
  const file = join(here, writer.file);
  mkdirSync(dirname(file), { recursive: true });
  const reason = makeDevice(file, 3);
  if (reason !== null) return context.skip(reason);
  expect(await run(writer.args(here))).toMatchObject({ code: 0 });
  expect(lstatSync(file)).toMatchObject({ rdev: 0x103 });
  expect(filesIn(here)).toEqual([writer.file]);
});

test('a device that takes nothing', async (context) => {
  const file = join(folder, 'full');
  const reason = makeDevice(file, 7);
  if (reason !== null) return context.skip(reason);
  const { code, err } = await run([...args, '--output', file]);
  const problem = 'cannot be written: no space left on device (ENOSPC)';
  expect({ code, err }).toEqual({ code: 2, err: `error: --output: '${file}' ${problem}\n` });
  expect(lstatSync(file).isCharacterDevice()).toBe(true);
});

test('what --trace and --output both name may be a device', async (context) => {
  const file = join(folder, 'null');
  const reason = makeDevice(file, 3);
  if (reason !== null) return context.skip(reason);
  expect(await run([...args, '--output', file, '--trace', file])).toMatchObject({ code: 0 });
});

test.each(deepOnes(['run', 'sweep --seed 1..5'], (command) => command === 'run'))(
  '%s into a FIFO',
  async (command) => {
    const fifo = join(mkdtempSync(join(folder, 'fifo-')), 'fifo');
    execFileSync('mkfifo', [fifo]);
    const child = startProgram([...command.split(' '), '--stress-mem', '64', '--output', fifo]);
    const reader = spawn('cat', [fifo], { stdio: ['ignore', 'pipe', 'ignore'] });
    const written = text(reader.stdout);
    expect((await once(child, 'close'))[0]).toBe(0);
    // What is no FIFO any more has no writer to wait for.
    if (!lstatSync(fifo).isFIFO()) reader.kill();
    expect(lstatSync(fifo).isFIFO()).toBe(true);
    const regular = `${fifo}-beside`;
    await run([...command.split(' '), '--stress-mem', '64', '--output', regular]);
    expect(await written).toBe(readFileSync(regular, 'utf8'));
  },
);

test.runIf(isDeep)('a reader of a FIFO that leaves early is no error', async () => {
  const fifo = join(mkdtempSync(join(folder, 'fifo-')), 'fifo');
  execFileSync('mkfifo', [fifo]);
  const many = ['sweep', '--stress-mem', '64', '--seed', '1..200', '--output', fifo];
  const child = startProgram(many);
  const err = text(child.stderr);
  const reader = spawn('head', ['-c', '1', fifo], { stdio: 'ignore' });
  expect((await once(child, 'close'))[0]).toBe(0);
  if (!lstatSync(fifo).isFIFO()) reader.kill();
  expect(lstatSync(fifo).isFIFO()).toBe(true);
  expect(await err).toBe('sweep: 1 point x 200 seeds = 200 runs\n');
});

test('a socket with a name', async () => {
  const path = join(folder, 'socket');
  const server = createServer().listen(path);
  await once(server, 'listening');
  const child = startProgram([...args, '--output', path]);
  const received = once(server, 'connection').then(([connection]) => text(connection as Socket));
  const end = once(child, 'close');
  expect(await Promise.race([received, end])).toBe(expected);
  expect((await end)[0]).toBe(0);
  server.close();
});

test('/dev/stdout and >(cat) are where they lead', () => {
  const { status, stdout } = spawnProgram([...args, '--output', '/dev/stdout']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: expected });
  const script = `'${process.execPath}' '${programFile}' ${args.join(' ')} --output >(cat) | cat`;
  const piped = spawnSync('bash', ['-c', script], { encoding: 'utf8', env: plainEnvironment() });
  expect(piped).toMatchObject({ status: 0, stdout: expected, stderr: '' });
});

test('/dev/stdout goes on behind what a file has', () => {
  const file = join(folder, 'log');
  writeFileSync(file, 'before\n');
  const { status } = shellProgram(`"$@" --output /dev/stdout >> '${file}'`, args);
  expect(status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(`before\n${expected}`);
});
