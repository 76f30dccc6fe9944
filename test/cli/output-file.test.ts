import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkOutputFile, writeOutputFile } from '../../src/cli/output-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('replaces a file', async () => {
  const file = join(folder, 'out');
  writeFileSync(file, 'before');
  await checkOutputFile(file);
  await writeOutputFile(file, 'after');
  expect(readFileSync(file, 'utf8')).toBe('after');
});

test('leaves nothing behind when the name cannot be taken', async () => {
  const file = join(folder, 'out');
  mkdirSync(join(file, 'not-empty'), { recursive: true });
  await expect(writeOutputFile(file, 'text')).rejects.toThrow(/^--output: .* cannot be written/);
  expect(readdirSync(folder)).toEqual(['out']);
});

test('refuses a folder that does not exist, and a folder', async () => {
  await expect(checkOutputFile(join(folder, 'no', 'out'))).rejects.toThrow('does not exist');
  await expect(checkOutputFile(folder)).rejects.toThrow('is a folder');
});
