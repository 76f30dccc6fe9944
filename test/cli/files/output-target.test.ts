import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { outputTarget } from '../../../src/cli/files/output-target.js';
import { checkDistinct, writeOutputFile } from '../../../src/cli/output-file.js';
import { temporaryFolder } from '../folder.js';

const root = temporaryFolder();

function freshFolder(): string {
  return mkdtempSync(join(root, 'links-'));
}

test('a symbolic link stays, and what it leads to is replaced', () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'elsewhere'));
  writeFileSync(join(folder, 'elsewhere', 'target'), 'before');
  symlinkSync('second', join(folder, 'first'));
  symlinkSync('elsewhere/target', join(folder, 'second'));
  writeOutputFile(join(folder, 'first'), 'after');
  expect(readlinkSync(join(folder, 'first'))).toBe('second');
  expect(readFileSync(join(folder, 'elsewhere', 'target'), 'utf8')).toBe('after');
  expect(readdirSync(join(folder, 'elsewhere'))).toEqual(['target']);
  expect(readdirSync(folder).toSorted()).toEqual(['elsewhere', 'first', 'second']);
});

test('a link to a name that is free makes the file there', () => {
  const folder = freshFolder();
  symlinkSync('new', join(folder, 'link'));
  writeOutputFile(join(folder, 'link'), 'text');
  expect(lstatSync(join(folder, 'link')).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, 'new'), 'utf8')).toBe('text');
});

test('.. behind a link is the parent of what the link leads to', () => {
  const folder = freshFolder();
  mkdirSync(join(folder, 'far', 'away'), { recursive: true });
  symlinkSync('far/away', join(folder, 'link'));
  writeOutputFile(`${folder}/link/../file`, 'text');
  expect(readFileSync(join(folder, 'far', 'file'), 'utf8')).toBe('text');
});

test.each([
  ['a loop of links', 'loop', /cannot be written: too many symbolic links .*\(ELOOP\)$/],
  ['a folder', 'sub', /is a folder, not a file$/],
  ['a name that ends as that of a folder', 'free/', /is a folder, not a file$/],
  ['a link into no folder', 'astray', /cannot be written: no such file or directory \(ENOENT\)$/],
  ['a name of 256 bytes', 'é'.repeat(128), /cannot be written: name too long \(ENAMETOOLONG\)$/],
  ['a folder that is none', 'plain/file', /cannot be written: the folder .*plain does not exist$/],
])('%s is refused in one sentence', (_what, name, sentence) => {
  const folder = freshFolder();
  symlinkSync('loop', join(folder, 'loop'));
  symlinkSync('no/folder', join(folder, 'astray'));
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'plain'), '');
  expect(() => outputTarget(`${folder}/${name}`, '--output')).toThrow(sentence);
});

test('no name is no file', () => {
  expect(() => outputTarget('', '--output')).toThrow("--output: '' is not the name of a file");
});

test.each(['x'.repeat(246), 'x'.repeat(255), 'é'.repeat(127)])(
  'a name as long as names may be: %s',
  (name) => {
    const folder = freshFolder();
    writeOutputFile(join(folder, name), 'text');
    expect(readdirSync(folder)).toEqual([name]);
  },
);

test('one file by two names is one file, one device by two options is no fault', () => {
  const folder = freshFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('file', join(folder, 'link'));
  const both = (one: string, other: string) => () =>
    checkDistinct([
      ['--output', one],
      ['--html', other],
      ['--trace', null],
    ]);
  expect(both(join(folder, 'file'), join(folder, 'link'))).toThrow(
    /^--html: .*link' is the file of --output$/,
  );
  expect(both('/dev/null', '/dev/null')).not.toThrow();
});
