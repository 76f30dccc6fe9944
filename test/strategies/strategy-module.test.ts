import { expect, test } from 'vitest';
import { strategyModule } from '../../src/strategies/strategy-module.js';

/** The names with which a file is brought to life, three times in turn. */
function names(before: string, name: string): string[] {
  const text = `${before}; export default { name: ${name}, throttle: { percent: () => null } };`;
  const create = strategyModule(text, 'any.mjs');
  return [create(), create(), create()].map(({ definition }) => definition.name);
}

const afresh = ['n1', 'n1', 'n1'];

test.each([
  ['what it has declared', 'let count = 0; count++', 'count'],
  ['a property of all arrays', 'Array.prototype.seen = ([].seen ?? 0) + 1', '[].seen'],
  ['a property of all objects', "Object.prototype['seen'] = ({}.seen ?? 0) + 1", '{}.seen'],
  [
    'a symbol of all texts',
    "String.prototype[Symbol.for('s')] = (''[Symbol.for('s')] ?? 0) + 1",
    "''[Symbol.for('s')]",
  ],
  ['the last match', "const kept = RegExp.$1 ?? '1'; /(.)/.exec('2')", 'kept'],
])('%s is not there the next time', (_what, before, count) => {
  expect(names(before, `'n' + (${count})`)).toEqual(afresh);
});

test.each([
  ['globalThis.seen = 1', 'Cannot add property seen, object is not extensible'],
  ['Map.prototype.seen = 1', 'Cannot add property seen, object is not extensible'],
  ['Math.max = () => 0', "Cannot assign to read only property 'max' of object '#<Object>'"],
  [
    'Array.prototype.map = 5',
    "Cannot assign to read only property 'map' of object '[object Array]'",
  ],
  [
    '(function* () {}).constructor.prototype.seen = 1',
    'Cannot add property seen, object is not extensible',
  ],
  ['delete JSON.parse', "Cannot delete property 'parse' of #<Object>"],
])('%s is refused', (text, problem) => {
  expect(() => names(text, "'a'")).toThrow(`throws when it is loaded: ${problem}`);
});

test('several files keep their realms apart', () => {
  const files = Array.from({ length: 6 }, (_, file) =>
    strategyModule(
      `const own = []; export default { name: 'f${file}', state: () => own, sync: { everyMs: 1, wanted: () => true } };`,
      `${file}.mjs`,
    ),
  );
  for (let round = 0; round < 3; round++) {
    expect(files.map((create) => create().definition.name)).toEqual(
      files.map((_, file) => `f${file}`),
    );
  }
});
