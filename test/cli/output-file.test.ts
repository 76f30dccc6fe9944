import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkOutputFile, OutputFile, writeOutputFile } from '../../src/cli/output-file.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guestperf-sim-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('replaces a file', () => {
  const file = join(folder, 'out');
  writeFileSync(file, 'before');
  checkOutputFile(file);
  writeOutputFile(file, 'after');
  expect(readFileSync(file, 'utf8')).toBe('after');
});

test('leaves nothing behind when the name cannot be taken', () => {
  const file = join(folder, 'out');
  mkdirSync(join(file, 'not-empty'), { recursive: true });
  expect(() => writeOutputFile(file, 'text')).toThrow(/^--output: .* is a folder, not a file$/);
  expect(readdirSync(folder)).toEqual(['out']);
});

test('refuses a folder that does not exist, and a folder', () => {
  expect(() => checkOutputFile(join(folder, 'no', 'out'))).toThrow('does not exist');
  expect(() => checkOutputFile(folder)).toThrow('is a folder');
});

test('a file is not there before it is committed, and whole afterwards', () => {
  const path = join(folder, 'parts.txt');
  const file = new OutputFile(path, '--trace');
  const parts = Array.from({ length: 3 }, (_, index) => `${index}`.repeat(50_000));
  for (const part of parts) file.append(part);
  expect(existsSync(path)).toBe(false);
  file.commit();
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe(parts.join(''));
});

test('what is discarded leaves nothing', () => {
  const file = new OutputFile(join(folder, 'discarded.txt'), '--trace');
  file.append('x');
  file.discard();
  expect(readdirSync(folder)).not.toContain('discarded.txt');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a refusal of the file system names the option', () => {
  expect(() => new OutputFile(join(folder, 'nosuch', 'x'), '--trace')).toThrow(
    /^--trace: .* cannot be written: the folder .*nosuch does not exist$/,
  );
});
