import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { packageRoot } from '../../src/profiles/package-root.js';

/** The texts of a built module and of all that it imports, without what it may import later. */
function loadedTexts(entry: string): string[] {
  const texts = new Map<string, string>();
  const load = (file: string): void => {
    if (texts.has(file)) return;
    const text = readFileSync(file, 'utf8');
    texts.set(file, text);
    for (const [, from] of text.matchAll(/(?:from|import)"(\.[^"]+)"/g)) {
      load(join(dirname(file), from));
    }
  };
  load(join(packageRoot(), 'dist', entry));
  return [...texts.values()];
}

/** What the schema of host profiles says of a number. */
const ofHostProfiles = 'has to lie between low and high of its uncertainty';

const knowsProfiles = (entry: string): boolean =>
  loadedTexts(entry).some((text) => text.includes(ofHostProfiles));

test('a thread that simulates starts without the schema of host profiles', () => {
  expect(knowsProfiles('index.js')).toBe(true);
  expect(knowsProfiles('simulation-worker.js')).toBe(false);
});
