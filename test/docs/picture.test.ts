import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';
import { temporaryFolder } from '../cli/folder.js';

test("the README's picture is that of scripts/readme-picture.mjs", () => {
  const file = join(temporaryFolder(), 'picture.svg');
  const script = join(packageRoot(), 'scripts/readme-picture.mjs');
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const picture = readFileSync(file, 'utf8');
  expect(picture).toBe(readFileSync(join(packageRoot(), 'docs/picture.svg'), 'utf8'));
  expect(picture).toMatch(/original auto-converge: \d+ s.*with background sync \(v1\): \d+ s/s);
  expect(picture).not.toMatch(/NaN|undefined|https?:\/\/(?!www\.w3\.org)/);
});
