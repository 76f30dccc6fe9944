import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { deepOnes, quickOnes } from '../../support/draws.js';
import {
  fileWriters,
  oldText,
  putFile,
  standsForAWay,
  writeInputs,
} from '../../support/file-writers.js';
import { filesIn } from '../../support/folder-files.js';
import { SmallDisk } from '../../support/small-disk.js';
import { temporaryFolder } from '../folder.js';
import { run } from '../program.js';

const folder = temporaryFolder();
const inputs = join(folder, 'inputs');
const disk = SmallDisk.mount(join(folder, 'disk'));
const writers = fileWriters(inputs);
const pageBytes = 4096;

beforeAll(async () => {
  mkdirSync(inputs);
  await writeInputs(inputs);
});

test.for(
  deepOnes(
    quickOnes(writers, ({ isSlow }) => !isSlow),
    standsForAWay,
  ),
)('$name on a full disk', async (writer, context) => {
  if (typeof disk === 'string') return context.skip(disk);
  const here = join(disk.folder, writer.name);
  const file = join(here, writer.file);
  mkdirSync(here);
  expect(await run(writer.args(here))).toMatchObject({ code: 0 });
  expect(filesIn(here)).toEqual([writer.file]);
  const expected = readFileSync(file, 'utf8');

  putFile(writer, here, oldText);
  // Where a page is left, the first write is cut short.
  disk.fill(expected.length > 2 * pageBytes ? 1 : 0);
  const { code, err } = await run(writer.args(here));
  disk.empty();
  expect(code).toBe(2);
  expect(err).toMatch(
    /(^|\n)error: --[\w-]+: .* cannot be written: no space left on device \(ENOSPC\)\n$/,
  );
  const kept = readFileSync(file, 'utf8');
  if (writer.grows) expect(expected.startsWith(kept) && /^$|\n$/.test(kept)).toBe(true);
  else expect(kept).toBe(oldText);
  expect(filesIn(here)).toEqual([writer.file]);
});

test.for(writers)('$name on a read-only disk', async (writer, context) => {
  if (typeof disk === 'string') return context.skip(disk);
  const here = join(disk.folder, writer.name);
  putFile(writer, here, oldText);
  disk.makeReadOnly(true);
  const { code, err } = await run(writer.args(here));
  disk.makeReadOnly(false);
  expect(code).toBe(2);
  expect(err).toMatch(/^error: --[\w-]+: .* cannot be written: read-only file system \(EROFS\)\n$/);
  expect(readFileSync(join(here, writer.file), 'utf8')).toBe(oldText);
  expect(filesIn(here)).toEqual([writer.file]);
});

// A file that grows needs no other one beside it.
test.for(writers.filter(({ grows }) => !grows))(
  '$name in a folder that may not be written to',
  async (writer, context) => {
    if (process.getuid?.() === 0) return context.skip('root may write to every folder');
    const here = join(folder, writer.name);
    const file = join(here, writer.file);
    putFile(writer, here, oldText);
    chmodSync(dirname(file), 0o555);
    const { code, err } = await run(writer.args(here));
    chmodSync(dirname(file), 0o755);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: --[\w-]+: .* cannot be written: permission denied \(EACCES\)\n$/);
    expect(readFileSync(file, 'utf8')).toBe(oldText);
    expect(filesIn(here)).toEqual([writer.file]);
  },
);
