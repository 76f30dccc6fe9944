import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { deepOnes, quickOnes } from '../../support/draws.js';
import {
  type FileWriter,
  fileWriters,
  oldText,
  putFile,
  writeInputs,
} from '../../support/file-writers.js';
import { filesIn } from '../../support/folder-files.js';
import { signalAt, type Step, steps } from '../../support/signal-faults.js';
import { temporaryFolder } from '../folder.js';
import { run, spawnProgram } from '../program.js';

const folder = temporaryFolder();
const inputs = join(folder, 'inputs');

beforeAll(async () => {
  mkdirSync(inputs);
  await writeInputs(inputs);
});

const signals = ['SIGKILL', 'SIGTERM', 'SIGHUP', 'SIGINT'] as const;
const cases = fileWriters(inputs).flatMap((writer) =>
  steps.flatMap((step) => signals.map((signal) => ({ name: writer.name, writer, step, signal }))),
);

/** One of each way in which commands write, at the steps where most is half done. */
const quickCases: Readonly<Record<string, readonly (readonly [Step, NodeJS.Signals])[]>> = {
  'run --trace': [
    ['writeSync', 'SIGKILL'],
    ['writeSync', 'SIGTERM'],
    ['openSync', 'SIGHUP'],
  ],
  'batch --output': [
    ['renameSync', 'SIGKILL'],
    ['renameSync', 'SIGTERM'],
  ],
  'merge --output': [['fsyncSync', 'SIGKILL']],
  'watch --output': [['openSync', 'SIGINT']],
  'sweep --output': [
    ['writeSync', 'SIGKILL'],
    ['writeSync', 'SIGTERM'],
    ['writeSync', 'SIGINT'],
  ],
};

const chosen = deepOnes(
  quickOnes(cases, ({ name, step, signal }) =>
    (quickCases[name] ?? []).some(([at, by]) => at === step && by === signal),
  ),
  // Of a file that grows each signal, of one that is replaced a kill in the middle.
  ({ name, step }) => name === 'sweep --output' || (name === 'run --trace' && step === 'writeSync'),
);

const wholes = new Map<FileWriter, string>();

/** What a command writes if nothing happens to it. */
async function wholeOf(writer: FileWriter): Promise<string> {
  const known = wholes.get(writer);
  if (known !== undefined) return known;
  const here = mkdtempSync(join(folder, 'whole-'));
  expect(await run(writer.args(here))).toMatchObject({ code: 0 });
  const whole = readFileSync(join(here, writer.file), 'utf8');
  wholes.set(writer, whole);
  return whole;
}

test.each(chosen)('$name with $signal at $step', async ({ writer, step, signal }) => {
  const whole = await wholeOf(writer);
  const here = mkdtempSync(join(folder, 'case-'));
  const file = join(here, writer.file);
  putFile(writer, here, oldText);
  const ended = spawnProgram(writer.args(here), signalAt(step, signal));
  const kept = readFileSync(file, 'utf8');
  const strays = filesIn(here).filter((name) => name !== writer.file);

  const isReached = !(writer.grows && (step === 'fsyncSync' || step === 'renameSync'));
  if (!isReached) expect(ended.status).toBe(0);
  else if (signal === 'SIGINT') expect([0, 130]).toContain(ended.status);
  else expect(ended.signal).toBe(signal);

  if (writer.grows) {
    expect(kept === oldText || whole.startsWith(kept)).toBe(true);
    // A kill may tear the last line, which --resume mends.
    if (signal === 'SIGINT') expect(kept).toMatch(/\n$/);
  } else if (ended.status === 130) {
    // Of an interrupted command the runs that are done.
    expect(ended.stderr).toContain('interrupted');
    expect(kept).toMatch(/(\n|<\/html>)$/);
  } else {
    expect([oldText, whole]).toContain(kept);
  }

  if (signal !== 'SIGKILL') return expect(strays).toEqual([]);
  for (const stray of strays) expect(stray).toMatch(/(^|\/)\.guestperf-sim-[^/]+\.tmp$/);
  // What is left lies beside the file and harms nobody, and the next one clears up.
  expect(spawnProgram(writer.args(here))).toMatchObject({ status: 0 });
  expect(readFileSync(file, 'utf8')).toBe(whole);
  expect(filesIn(here)).toEqual([writer.file]);
});
