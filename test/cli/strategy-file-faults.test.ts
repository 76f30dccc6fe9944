import { expect, test } from 'vitest';
import { temporaryFolder } from './folder.js';
import { ran, strategyFilesIn } from './strategy-files.js';

const strategyFile = strategyFilesIn(temporaryFolder());

test.each([
  ['not a module', 'export default {', 'is not an ES module: Unexpected token in line 1'],
  ['a syntax error that only the engine finds', 'const a = super.b;', /^is not an ES module: /],
  ['no default export', 'export const a = 1;', 'has no default export'],
  [
    'another default',
    'export default 5;',
    'has something else than an object as its default export',
  ],
  ['no name', 'export default {};', 'has no name of small letters, digits and hyphens'],
  [
    'no hook',
    "export default { name: 'a' };",
    'has none of the hooks throttle, sync, completion, holdBack',
  ],
  [
    'an unknown field',
    "export default { name: 'a', throtle: {} };",
    'has an unknown field throtle; did you mean throttle?',
  ],
  [
    'a look that nobody has',
    "export default { name: 'a', sync: { everyMs: 5, by: 'me', wanted() {} } };",
    "has a sync.by that is neither 'timer' nor 'thread'",
  ],
  [
    'a flag that is none',
    "export default { name: 'a', completion: { eachTurn: 1, decide() {} } };",
    'has a completion.eachTurn that is neither true nor false',
  ],
  ['half a hook', "export default { name: 'a', sync: { everyMs: 5 } };", 'has no sync.wanted'],
  [
    'a setting without a range',
    "export default { name: 'a', settings: { gain: { default: 1, help: 'h' } } };",
    'has no number as settings.gain.min',
  ],
  [
    'a default outside of the range',
    "export default { name: 'a', settings: { gain: { min: 1, max: 2, default: 3, help: 'h' } } };",
    'has a settings.gain.default outside of its range',
  ],
  ['a throw when it is loaded', "throw new Error('no');", 'throws when it is loaded: no'],
  [
    'a loop when it is loaded',
    'for (;;);',
    'does more than 1000000 steps of work when it is loaded',
  ],
  [
    'an import',
    "import 'node:fs'; export default {};",
    "imports 'node:fs' in line 1; a strategy is one file, and imports guestperf-sim alone",
  ],
])('%s is one sentence', async (name, text, problem) => {
  const file = strategyFile(name.replaceAll(' ', '-'), text);
  const { code, err, out } = await ran(file);
  const start = `error: ${file}: `;
  expect(err.startsWith(start)).toBe(true);
  expect(err.slice(start.length).trimEnd()).toEqual(
    typeof problem === 'string' ? problem : expect.stringMatching(problem),
  );
  expect([code, out]).toEqual([2, '']);
});
