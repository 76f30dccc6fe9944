import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { OutputFile, writeOutputFile } from '../../../src/cli/output-file.js';
import { temporaryFolder } from '../folder.js';

const root = temporaryFolder();
const permissionBits = 0o777;

function freshFolder(): string {
  return mkdtempSync(join(root, 'files-'));
}

test.each([0o600, 0o640, 0o664, 0o755])('a file keeps its mode %o', (mode) => {
  const file = join(freshFolder(), 'file');
  writeFileSync(file, 'before');
  chmodSync(file, mode);
  writeOutputFile(file, 'after');
  expect(readFileSync(file, 'utf8')).toBe('after');
  expect(statSync(file).mode & permissionBits).toBe(mode);
});

test('while a private file is written nobody else can read what will be in it', () => {
  const folder = freshFolder();
  const file = join(folder, 'file');
  writeFileSync(file, 'before', { mode: 0o600 });
  const output = new OutputFile(file, '--output');
  const [temporary] = readdirSync(folder).filter((name) => name !== 'file');
  expect(statSync(join(folder, temporary)).mode & permissionBits).toBe(0o600);
  output.discard();
});

test('a new file has the mode that new files have', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'usual'), '');
  writeOutputFile(join(folder, 'new'), 'text');
  expect(statSync(join(folder, 'new')).mode).toBe(statSync(join(folder, 'usual')).mode);
});

test('a file keeps its owner', (context) => {
  if (process.getuid?.() !== 0) context.skip('only root can give a file away');
  const file = join(freshFolder(), 'file');
  writeFileSync(file, 'before');
  chownSync(file, 1234, 5678);
  chmodSync(file, 0o640);
  writeOutputFile(file, 'after');
  const { uid, gid, mode } = statSync(file);
  expect({ uid, gid, mode: mode & permissionBits }).toEqual({ uid: 1234, gid: 5678, mode: 0o640 });
});

/** The number of a process that has ended. */
function endedProcess(): number {
  return spawnSync(process.execPath, ['--version']).pid;
}

/** The name of a temporary file of a process. */
function temporaryNameOf(pid: number): string {
  const folder = freshFolder();
  const output = new OutputFile(join(folder, 'file'), '--output');
  const [name] = readdirSync(folder);
  output.discard();
  expect(name).toContain(`-${process.pid}-`);
  return name.replace(`-${process.pid}-`, `-${pid}-`);
}

test('what killed processes left is cleared up, and nothing else', () => {
  const folder = freshFolder();
  const left = temporaryNameOf(endedProcess());
  const alive = temporaryNameOf(process.ppid);
  const elsewhere = left.replace(/sim-[0-9a-f]{8}/, 'sim-00000000');
  for (const name of [left, alive, elsewhere, 'other.tmp']) writeFileSync(join(folder, name), '');
  writeOutputFile(join(folder, 'file'), 'text');
  expect(readdirSync(folder).toSorted()).toEqual(
    [alive, elsewhere, 'file', 'other.tmp'].toSorted(),
  );
});

test('what cannot be cleared up harms nothing', () => {
  const folder = freshFolder();
  const left = temporaryNameOf(endedProcess());
  mkdirSync(join(folder, left));
  writeOutputFile(join(folder, 'file'), 'text');
  expect(readdirSync(folder).toSorted()).toEqual([left, 'file'].toSorted());
});

test('a write-protected file is not replaced', (context) => {
  if (process.getuid?.() === 0) context.skip('root may write everything');
  const file = join(freshFolder(), 'file');
  writeFileSync(file, 'before', { mode: 0o444 });
  expect(() => writeOutputFile(file, 'after')).toThrow(/cannot be written: .* \(EACCES\)$/);
  expect(readFileSync(file, 'utf8')).toBe('before');
});

test('a file that becomes a folder meanwhile is an error, and leaves nothing behind', () => {
  const folder = freshFolder();
  const file = join(folder, 'file');
  const output = new OutputFile(file, '--output');
  output.append('text');
  mkdirSync(join(file, 'not-empty'), { recursive: true });
  expect(() => output.commit()).toThrow(/^--output: .* cannot be written: .* \(EISDIR\)$/);
  output.discard();
  expect(readdirSync(folder)).toEqual(['file']);
});

test('a link that nobody followed is not followed either where the temporary file is', () => {
  const folder = freshFolder();
  const victim = join(root, 'victim');
  symlinkSync(victim, join(folder, temporaryNameOf(process.pid)));
  writeOutputFile(join(folder, 'file'), 'text');
  expect(existsSync(victim)).toBe(false);
});
