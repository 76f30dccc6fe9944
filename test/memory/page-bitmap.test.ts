import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { draws } from '../support/draws.js';

/** Some summary blocks of 1024 pages, and more than one word of the summary. */
const PAGES = 70_000;

/** Pages near the seams of words and summary blocks, and any others. */
const page = fc.oneof(
  fc.nat(PAGES),
  fc
    .tuple(fc.nat(68), fc.integer({ min: -2, max: 2 }))
    .map(([block, offset]) => Math.max(0, Math.min(PAGES, block * 1024 + offset))),
  fc.nat(100),
);
const range = fc.tuple(page, page).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const shortRange = fc
  .tuple(page, fc.nat(70))
  .map(([start, length]) => [start, Math.min(PAGES, start + length)] as const);

type Step =
  | { readonly kind: 'set' | 'clear' | 'search'; readonly range: readonly [number, number] }
  | { readonly kind: 'or'; readonly firstWord: number; readonly words: readonly number[] };

const word = fc.oneof(fc.constant(0), fc.constant(0xffffffff), fc.nat(0xffffffff));
const lastWord = Math.floor(PAGES / 32) - 1;
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constantFrom('set', 'clear'), range: fc.oneof(range, shortRange) }),
  fc.record({ kind: fc.constant('search'), range }),
  fc.record({
    kind: fc.constant('or'),
    firstWord: fc.nat(lastWord - 80),
    words: fc.array(word, { maxLength: 80 }),
  }),
);

/** The same bitmap as an array of bytes. */
class NaiveBitmap {
  readonly pages = new Uint8Array(PAGES);

  or(index: number, bits: number): number {
    let added = 0;
    for (let bit = 0; bit < 32; bit++) {
      if (((bits >>> bit) & 1) === 0 || this.pages[index * 32 + bit] === 1) continue;
      this.pages[index * 32 + bit] = 1;
      added++;
    }
    return added;
  }

  next(value: 0 | 1, from: number, end: number): number {
    const found = this.pages.indexOf(value, from);
    return found < 0 ? end : Math.min(end, found);
  }
}

function apply(bitmap: PageBitmap, naive: NaiveBitmap, change: Step): void {
  switch (change.kind) {
    case 'set':
      bitmap.setRange(...change.range);
      naive.pages.fill(1, ...change.range);
      break;
    case 'clear':
      if (change.range[1] - change.range[0] === 1) bitmap.clearPage(change.range[0]);
      else bitmap.clearRange(...change.range);
      naive.pages.fill(0, ...change.range);
      break;
    case 'or': {
      const expected = change.words.reduce(
        (sum, bits, index) => sum + naive.or(change.firstWord + index, bits),
        0,
      );
      expect(bitmap.orWords(Uint32Array.from(change.words), change.firstWord)).toBe(expected);
      break;
    }
    case 'search':
      expect(bitmap.nextSet(...change.range)).toBe(naive.next(1, ...change.range));
      expect(bitmap.nextClear(...change.range)).toBe(naive.next(0, ...change.range));
  }
}

test('a new bitmap is empty', () => {
  const bitmap = new PageBitmap(100);
  expect(bitmap.count()).toBe(0);
  expect(bitmap.nextSet(0)).toBe(100);
  expect(bitmap.nextClear(0)).toBe(0);
  expect(bitmap.has(0)).toBe(false);
});

test('a page found behind empty blocks, and none behind it', () => {
  const bitmap = new PageBitmap(PAGES);
  bitmap.setRange(0, 1);
  bitmap.setRange(69_999, 70_000);
  expect(bitmap.nextSet(1)).toBe(69_999);
  expect(bitmap.nextSet(1, 69_999)).toBe(69_999);
  expect(bitmap.nextSet(70_000)).toBe(70_000);
  bitmap.clearRange(69_999, 70_000);
  expect(bitmap.nextSet(1)).toBe(PAGES);
  expect(bitmap.nextSet(0)).toBe(0);
});

test('or counts only the pages that were clear', () => {
  const bitmap = new PageBitmap(64);
  bitmap.setRange(0, 4);
  expect(bitmap.orWords(Uint32Array.of(0xff), 0)).toBe(4);
  expect(bitmap.orWords(Uint32Array.of(0xffffffff, 1), 0)).toBe(25);
  expect(bitmap.count()).toBe(33);
});

test('a single page that or adds to an empty block is found', () => {
  const bitmap = new PageBitmap(PAGES);
  expect(bitmap.orWords(Uint32Array.of(0, 0b100), 320)).toBe(1);
  expect(bitmap.nextSet(0)).toBe(321 * 32 + 2);
});

// The search clears summary bits on its way, so it must be mixed with changes.
test('agrees with a bitmap without words or summary', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), range, (steps, [from, end]) => {
      const bitmap = new PageBitmap(PAGES);
      const naive = new NaiveBitmap();
      for (const change of steps) apply(bitmap, naive, change);
      const expected = naive.pages.subarray(from, end).reduce((sum, bit) => sum + bit, 0);
      expect(bitmap.count(from, end)).toBe(expected);
      for (const probe of [from, end, 0, 1023, 1024, 32_767, 32_768]) {
        if (probe < PAGES) expect(bitmap.has(probe)).toBe(naive.pages[probe] === 1);
        expect(bitmap.nextSet(probe)).toBe(naive.next(1, probe, PAGES));
        expect(bitmap.nextClear(probe)).toBe(naive.next(0, probe, PAGES));
      }
    }),
    draws(400, 2),
  );
});

test('walking the set pages finds each once', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(PAGES - 1), { maxLength: 60 }), (pages) => {
      const bitmap = new PageBitmap(PAGES);
      for (const each of pages) bitmap.setRange(each, each + 1);
      const found: number[] = [];
      for (let at = bitmap.nextSet(0); at < PAGES; at = bitmap.nextSet(at + 1)) found.push(at);
      expect(found).toEqual(pages.toSorted((a, b) => a - b));
    }),
    draws(100, 3),
  );
});

test('blocks that are full or empty as a whole need no words', () => {
  const bitmap = new PageBitmap(PAGES);
  bitmap.setRange(0, PAGES);
  bitmap.clearRange(2048, 4096);
  expect(bitmap['words'].every((bits) => bits === 0)).toBe(true);
  expect(bitmap.count()).toBe(PAGES - 2048);
  expect(bitmap.copy()['words'].every((bits) => bits === 0)).toBe(true);
});
