import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { deepOnes, quickOnes } from '../../support/draws.js';
import { fileWriters, oldText, putFile, writeInputs } from '../../support/file-writers.js';
import { filesIn } from '../../support/folder-files.js';
import { temporaryFolder } from '../folder.js';
import { run, shellProgram } from '../program.js';

const folder = temporaryFolder();
const inputs = join(folder, 'inputs');

beforeAll(async () => {
  mkdirSync(inputs);
  await writeInputs(inputs);
});

/** What a shell can do to a command, and the exit status that follows. */
const faults = [
  { fault: 'all streams closed', script: '"$@" <&- >&- 2>&-', status: 0 },
  { fault: 'stdin closed', script: '"$@" <&-', status: 0 },
  { fault: 'stdout closed', script: '"$@" >&-', status: 0 },
  { fault: 'stderr closed', script: '"$@" 2>&-', status: 0 },
  { fault: 'stderr full', script: 'ulimit -t 300; "$@" 2> /dev/full', status: 0 },
  { fault: 'stdout to a reader that has left', script: '{ "$@"; echo $? >&2; } | true', status: 0 },
  { fault: 'a limit on the size of files', script: 'ulimit -f 0; "$@"', status: 2 },
] as const;

const cases = fileWriters(inputs).flatMap((writer) =>
  faults.map((fault) => ({ name: writer.name, writer, ...fault })),
);
const quickCases: Readonly<Record<string, readonly string[]>> = {
  'run --trace': ['all streams closed', 'a limit on the size of files'],
  'merge --output': ['stderr full', 'a limit on the size of files'],
  'sweep --output': ['all streams closed', 'a limit on the size of files'],
};
const chosen = deepOnes(
  quickOnes(cases, ({ name, fault }) => (quickCases[name] ?? []).includes(fault)),
  // Of a file that grows all, of one that is replaced what is no limit.
  ({ name, fault }) => name === 'sweep --output' || fault === 'stderr full',
);

test.each(chosen)('$name with $fault', async ({ writer, script, status }) => {
  const here = mkdtempSync(join(folder, 'case-'));
  putFile(writer, here, oldText);
  const ended = shellProgram(script, writer.args(here));
  const kept = readFileSync(join(here, writer.file), 'utf8');
  expect(filesIn(here)).toEqual([writer.file]);
  expect(ended.status).toBe(status);
  if (status !== 0) {
    expect(kept).toBe(writer.grows ? '' : oldText);
    expect(ended.stderr).toMatch(/(^|\n)error: --[\w-]+: .*: file too large \(EFBIG\)\n$/);
    return;
  }
  expect(await run(writer.args(here))).toMatchObject({ code: 0 });
  expect(kept).toBe(readFileSync(join(here, writer.file), 'utf8'));
});
