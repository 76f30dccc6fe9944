import { expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { anyWords, clearWords, withReusedWords } from '../../src/memory/word-pool.js';
import { runRecord } from '../../src/results/run-record.js';
import { resolve } from '../../src/settings/resolve.js';

test('words are used again by what comes after, whatever is in them', () => {
  const first = withReusedWords(() => [anyWords(8), anyWords(8), anyWords(4)]);
  for (const words of first) words.fill(0xdeadbeef);
  const second = withReusedWords(() => [anyWords(8), anyWords(4), anyWords(8), anyWords(8)]);
  expect(new Set(second).size).toBe(4);
  expect(first.every((words) => second.includes(words))).toBe(true);
});

test('words that are asked for clear are, whatever was in them', () => {
  const words = withReusedWords(() => anyWords(13));
  words.fill(0xdeadbeef);
  const clear = withReusedWords(() => clearWords(13));
  expect(clear).toBe(words);
  expect(clear).toEqual(new Uint32Array(13));
  expect(clearWords(13)).toEqual(new Uint32Array(13));
});

test('words are in one use at a time, and outside of such work nobody gets them', () => {
  const words = withReusedWords(() => anyWords(8));
  expect(anyWords(8)).not.toBe(words);
  withReusedWords(() => {
    const outer = anyWords(8);
    const inner = withReusedWords(() => anyWords(8));
    expect(inner).not.toBe(outer);
    expect([outer, inner]).not.toContain(anyWords(8));
  });
});

test('words that one use did not need are gone in the next', () => {
  const words = withReusedWords(() => anyWords(8));
  withReusedWords(() => anyWords(4));
  expect(withReusedWords(() => anyWords(8))).not.toBe(words);
});

test('what throws gives its words back as well', () => {
  let words: Uint32Array | null = null;
  const fail = (): never => {
    words = anyWords(9);
    throw new RangeError('done');
  };
  expect(() => withReusedWords(fail)).toThrow('done');
  expect(withReusedWords(() => anyWords(9))).toBe(words);
});

test('no more is kept than the words of a guest of 12 TiB', () => {
  const three = () => withReusedWords(() => [0, 0, 0].map(() => anyWords(2 ** 26)));
  const first = three();
  expect(three().filter((words) => first.includes(words))).toHaveLength(2);
});

test('words that are too many to be kept leave room for others', () => {
  const two = () => withReusedWords(() => [2 ** 27 + 1, 8].map((length) => anyWords(length)));
  const [large, small] = two();
  const [otherLarge, otherSmall] = two();
  expect([otherLarge === large, otherSmall === small]).toEqual([false, true]);
});

test.each([
  [
    'throttled, with background syncs',
    { autoConverge: true, cpus: 2, stressMem: 900, maxTime: 40 },
  ],
  [
    'with XBZRLE',
    { compressionXbzrle: true, compressionXbzrleCache: 25, stressMem: 400, maxIters: 9 },
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
  const [first, other] = ['a', 'b'].map(figures);
  expect(['a', 'b', 'a'].map(figures)).toEqual([first, other, first]);
  expect(other).not.toEqual(first);
});
