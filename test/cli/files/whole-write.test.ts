import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../folder.js';
import { preloaded, run, spawnProgram } from '../program.js';

const folder = temporaryFolder();

/** A system that takes so many bytes at a time, and has no room for a moment before each. */
function takes(bytes: number): string[] {
  return preloaded(`
    import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    const { writeSync } = fs;
    let calls = 0;
    fs.writeSync = (descriptor, content) => {
      if (calls++ % 2 === 0) throw Object.assign(new Error(), { code: 'EAGAIN', errno: -11 });
      return writeSync(descriptor, content.subarray(0, ${bytes}));
    };
    syncBuiltinESMExports();
  `);
}

const args = ['--stress-mem', '64', '--format', 'json', '--output'];

test('what the system cuts short is continued', async () => {
  const file = join(folder, 'continued');
  expect(spawnProgram([...args, file], takes(500))).toMatchObject({ status: 0, stderr: '' });
  expect(readFileSync(file, 'utf8')).toBe((await run(args.slice(0, -1))).out);
});

test('a system that takes nothing is an error', () => {
  const file = join(folder, 'none');
  const { status, stderr } = spawnProgram([...args, file], takes(0));
  const problem = 'cannot be written: i/o error (EIO)';
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: `error: --output: '${file}' ${problem}\n`,
  });
});
