import { expect, test } from 'vitest';
import { countedModule, UnusableModule } from '../../src/strategies/work-counting.js';

/** What a module of one line becomes. */
function counted(source: string): string {
  return countedModule(source).trim();
}

test.each([
  ['for (;;) x();', 'for (;;) {$work();x();}'],
  ['while (a) { b(); }', 'while (a) {$work(); b(); }'],
  ['do a(); while (b);', 'do {$work();a();} while (b);'],
  [
    'for (const a of b) for (const c in d) e;',
    'for (const a of b) {$work();for (const c in d) {$work();e;}}',
  ],
  ['const f = (a) => a + 1;', 'const f = (a) => ($work(),(a + 1));'],
  ['const f = () => ({ a: 1 });', 'const f = () => (($work(),({ a: 1 })));'],
  ['const f = (a) => (b) => c;', 'const f = (a) => ($work(),((b) => ($work(),(c))));'],
  ['function f() {}', 'function f() {$work();}'],
  ['const o = { m() { return 1; } };', 'const o = { m() {$work(); return 1; } };'],
  [
    "import { defineStrategy } from 'guestperf-sim';",
    'const defineStrategy = $library.defineStrategy;',
  ],
  ["import { defineStrategy as d } from 'guestperf-sim';", 'const d = $library.defineStrategy;'],
  ['export default a;', '$exports.default = a;'],
  ['export const a = 1;', 'const a = 1;'],
  ['const a = 1; export { a as default };', 'const a = 1; \n$exports.default = a;'],
])('%s counts its work', (source, expected) => {
  expect(counted(source)).toBe(expected);
});

test.each([
  ['export default {', 'is not an ES module: Unexpected token in line 1'],
  [
    "\nimport fs from 'node:fs';",
    "imports 'node:fs' in line 2; a strategy is one file, and imports guestperf-sim alone",
  ],
  [
    "import { simulate } from 'guestperf-sim';",
    'imports simulate in line 1; a strategy imports defineStrategy alone',
  ],
  [
    "export * from './other.mjs';",
    "imports './other.mjs' in line 1; a strategy is one file, and imports guestperf-sim alone",
  ],
  [
    "const a = () => import('./other.mjs');",
    "imports './other.mjs' in line 1; a strategy is one file, and imports guestperf-sim alone",
  ],
  ['await a;', 'waits with await in line 1, and a migration does not wait'],
])('%s is refused', (source, message) => {
  expect(() => countedModule(source)).toThrow(new UnusableModule(message));
});

test('lines stay where they are', () => {
  const source = 'const a = () => {\n  for (;;)\n    b();\n};\n';
  expect(countedModule(source).split('\n')).toHaveLength(source.split('\n').length);
});
