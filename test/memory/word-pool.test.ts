import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { anyWords, withWordsOf, WordPool } from '../../src/memory/word-pool.js';
import { runRecord } from '../../src/results/run-record.js';
import { resolve } from '../../src/settings/resolve.js';

test('words are used again by what comes after, whatever is in them', () => {
  const pool = new WordPool();
  const first = withWordsOf(pool, () => [anyWords(8), anyWords(8), anyWords(4)]);
  for (const words of first) words.fill(0xdeadbeef);
  const second = withWordsOf(pool, () => [anyWords(8), anyWords(4), anyWords(8), anyWords(8)]);
  expect(new Set(second).size).toBe(4);
  expect(second.filter((words) => first.includes(words))).toHaveLength(3);
});

test('within one use no words are given twice, nor outside at all', () => {
  const pool = new WordPool();
  const words = withWordsOf(pool, () => anyWords(8));
  expect(anyWords(8)).not.toBe(words);
});

test('words that one use did not need are gone in the next', () => {
  const pool = new WordPool();
  const large = withWordsOf(pool, () => anyWords(8));
  withWordsOf(pool, () => anyWords(4));
  expect(withWordsOf(pool, () => anyWords(8))).not.toBe(large);
});

test('what throws gives its words back as well', () => {
  const pool = new WordPool();
  let words: Uint32Array | null = null;
  const fail = (): never => {
    words = anyWords(8);
    throw new RangeError('done');
  };
  expect(() => withWordsOf(pool, fail)).toThrow('done');
  expect(withWordsOf(pool, () => anyWords(8))).toBe(words);
  expect(anyWords(8)).not.toBe(words);
});

test.each([
  [
    'throttled, with background syncs',
    { autoConverge: true, cpus: 2, stressMem: 900, maxTime: 40 },
  ],
  ['in postcopy', { postCopy: true, postCopyIters: 2, stressMem: 400 }],
  [
    'of pages at random',
    { workload: { kind: 'random', workingSetMib: 300, mibPerSecond: 400, pacing: 'cpu' } },
  ],
] as const)('a migration %s is the same in words of another', (_, settings) => {
  const figures = (seed: string) => {
    const scenario = resolve({ mem: 1, linkGbit: 2, seed, ...settings });
    return runRecord(simulate(scenario));
  };
  const expected = ['a', 'b'].map(figures);
  const pool = new WordPool();
  const found = ['a', 'b', 'a', 'b'].map((seed) => withWordsOf(pool, () => figures(seed)));
  expect(found).toEqual([...expected, ...expected]);
});
