import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { type ColorMode, isColored } from '../../src/cli/color.js';
import { run } from './program.js';

test.each<[ColorMode, boolean, Record<string, string>, boolean]>([
  ['auto', true, {}, true],
  ['auto', false, {}, false],
  ['auto', true, { NO_COLOR: '1' }, false],
  ['auto', true, { NO_COLOR: '' }, true],
  ['auto', true, { TERM: 'dumb' }, false],
  ['auto', false, { FORCE_COLOR: '1' }, true],
  ['auto', true, { FORCE_COLOR: '0' }, false],
  ['auto', false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ['always', false, { NO_COLOR: '1' }, true],
  ['never', true, { FORCE_COLOR: '1' }, false],
])('--color %s, terminal %s, %j: %s', (mode, isTTY, environment, colored) => {
  expect(isColored(mode, { isTTY, write: () => {} }, environment)).toBe(colored);
});

const escape = '\u001b[';

test('colours do not move the frame', async () => {
  const plain = await run(['--stress-mem', '64']);
  const colored = await run(['--stress-mem', '64', '--color', 'always']);
  expect(colored.out).toContain(escape);
  expect(stripVTControlCharacters(colored.out)).toBe(plain.out);
});

test('errors are coloured on a terminal, unless --color forbids it', async () => {
  expect((await run(['--cpus', '0'], { isTTY: true })).err).toContain(escape);
  expect((await run(['--cpus', '0', '--color', 'never'], { isTTY: true })).err).not.toContain(
    escape,
  );
});
