import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AtomicFile } from '../../src/cli/atomic-file.js';
import { temporaryFolder } from './folder.js';

const folder = temporaryFolder();

test('a file is not there before it is committed, and whole afterwards', () => {
  const path = join(folder, 'parts.txt');
  const file = new AtomicFile(path, '--trace');
  const parts = Array.from({ length: 3 }, (_, index) => `${index}`.repeat(50_000));
  for (const part of parts) file.append(part);
  expect(existsSync(path)).toBe(false);
  file.commit();
  file.discard();
  expect(readFileSync(path, 'utf8')).toBe(parts.join(''));
});

test('what is discarded leaves nothing', () => {
  const file = new AtomicFile(join(folder, 'discarded.txt'), '--trace');
  file.append('x');
  file.discard();
  expect(readdirSync(folder)).not.toContain('discarded.txt');
  expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('a refusal of the file system names the option', () => {
  expect(() => new AtomicFile(join(folder, 'nosuch', 'x'), '--trace')).toThrow(
    /^--trace: .* cannot be written \(ENOENT\)$/,
  );
});
