import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  clearBits,
  countBits,
  lowestBit,
  maskBefore,
  maskFrom,
  nextClearBit,
  nextSetBit,
  nthSetBit,
  populationCount,
  setBits,
} from '../../src/memory/bit-words.js';
import { draws } from '../support/draws.js';

const BITS = 1200;

test('population count of words worked out by hand', () => {
  expect(populationCount(0)).toBe(0);
  expect(populationCount(1)).toBe(1);
  expect(populationCount(0x80000000)).toBe(1);
  expect(populationCount(0xf0f0f0f0)).toBe(16);
  expect(populationCount(0xffffffff)).toBe(32);
});

test('lowest bit of words worked out by hand', () => {
  expect(lowestBit(1)).toBe(0);
  expect(lowestBit(0b1000)).toBe(3);
  expect(lowestBit(0x80000000)).toBe(31);
  expect(lowestBit(0xffff0000)).toBe(16);
});

test('masks take their bit within the word', () => {
  expect(maskFrom(0) >>> 0).toBe(0xffffffff);
  expect(maskFrom(4) >>> 0).toBe(0xfffffff0);
  expect(maskFrom(36) >>> 0).toBe(0xfffffff0);
  expect(maskBefore(4) >>> 0).toBe(0xf);
  expect(maskBefore(32) >>> 0).toBe(0xffffffff);
  expect(maskBefore(33) >>> 0).toBe(1);
});

test('a range within a word, one across words, and an empty one', () => {
  const words = new Uint32Array(3);
  setBits(words, 4, 8);
  expect([...words]).toEqual([0xf0, 0, 0]);
  setBits(words, 31, 65);
  expect([...words]).toEqual([0x800000f0, 0xffffffff, 1]);
  clearBits(words, 32, 64);
  expect([...words]).toEqual([0x800000f0, 0, 1]);
  setBits(words, 10, 10);
  clearBits(words, 5, 5);
  expect([...words]).toEqual([0x800000f0, 0, 1]);
});

test('an empty range at the edge of a word is empty', () => {
  const words = Uint32Array.of(0xffffffff, 0xffffffff);
  expect(countBits(words, 32, 32)).toBe(0);
  clearBits(words, 32, 32);
  expect([...words]).toEqual([0xffffffff, 0xffffffff]);
  words.fill(0);
  setBits(words, 32, 32);
  expect([...words]).toEqual([0, 0]);
});

const range = fc
  .tuple(fc.nat(BITS), fc.nat(BITS))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

// Long ranges use the native fill, short ones a loop: BITS has room for both.
test('set, clear, count and search agree with an array of booleans', () => {
  const steps = fc.array(fc.tuple(fc.boolean(), range), { maxLength: 12 });
  fc.assert(
    fc.property(steps, range, fc.nat(60), (changes, [from, end], index) => {
      const words = new Uint32Array(Math.ceil(BITS / 32) + 1);
      const model = Array.from({ length: BITS }, () => false);
      for (const [set, [start, stop]] of changes) {
        if (set) setBits(words, start, stop);
        else clearBits(words, start, stop);
        model.fill(set, start, stop);
      }
      const inRange = model.slice(from, end);
      const position = (value: boolean): number =>
        inRange.includes(value) ? from + inRange.indexOf(value) : end;
      expect(countBits(words, from, end)).toBe(inRange.filter(Boolean).length);
      expect(nextSetBit(words, from, end)).toBe(position(true));
      expect(nextClearBit(words, from, end)).toBe(position(false));
      const isSet = inRange.flatMap((bit, offset) => (bit ? [from + offset] : []));
      expect(nthSetBit(words, from, end, index)).toBe(isSet[index] ?? end);
    }),
    draws(500, 1),
  );
});
