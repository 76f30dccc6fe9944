import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { draws } from '../support/draws.js';

/** A bitmap of `size` pages with some runs set and others cleared again, and the same as a set. */
function built(
  size: number,
  runs: readonly { readonly range: readonly [number, number]; readonly sets: boolean }[],
): { bitmap: PageBitmap; pages: Set<number> } {
  const bitmap = new PageBitmap(size);
  const pages = new Set<number>();
  for (const {
    range: [from, to],
    sets,
  } of runs) {
    const [start, end] = [Math.min(size, from), Math.min(size, to)];
    if (sets && end - start === 1) bitmap.setPage(start);
    else if (sets) bitmap.setRange(start, end);
    else bitmap.clearRange(start, end);
    for (let each = start; each < end; each++) {
      if (sets) pages.add(each);
      else pages.delete(each);
    }
    // A search finds out what summaries do not say.
    bitmap.nextClear(start);
    bitmap.nextSet(start);
  }
  return { bitmap, pages };
}

function pagesIn(bitmap: PageBitmap): number[] {
  const found: number[] = [];
  for (let at = bitmap.nextSet(0); at < bitmap.pages; at = bitmap.nextSet(at + 1)) found.push(at);
  return found;
}

const sorted = (pages: Iterable<number>): number[] => [...pages].sort((a, b) => a - b);
const SMALL = 5000;
const smallPage = fc.oneof(fc.nat(SMALL), fc.constantFrom(0, 1023, 1024, 2048, 3072, SMALL));
const smallRange = fc.oneof(
  fc.tuple(smallPage, smallPage).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  fc.nat(SMALL - 1).map((each) => [each, each + 1] as const),
);
const runs = fc.array(fc.record({ range: smallRange, sets: fc.boolean() }), { maxLength: 6 });

test('adds and removes the pages of another bitmap, and counts them', () => {
  fc.assert(
    fc.property(runs, runs, fc.nat(70), smallRange, (mine, others, firstWord, [from, end]) => {
      const target = built(SMALL + 70 * 32, mine);
      const source = built(SMALL, others);
      const moved = [...source.pages].map((each) => each + firstWord * 32);
      const fresh = moved.filter((each) => !target.pages.has(each)).length;
      expect(target.bitmap.add(source.bitmap, firstWord)).toBe(fresh);
      expect(pagesIn(target.bitmap)).toEqual(sorted([...new Set([...target.pages, ...moved])]));

      const left = built(SMALL, mine);
      const gone = [...left.pages].filter(
        (each) => each >= from && each < end && source.pages.has(each),
      );
      expect(left.bitmap.remove(source.bitmap, from, end)).toBe(gone.length);
      for (const each of gone) left.pages.delete(each);
      expect(pagesIn(left.bitmap)).toEqual(sorted(left.pages));
      expect(left.bitmap.nextClear(from)).toBe(
        Array.from({ length: SMALL - from }, (_, index) => from + index).find(
          (each) => !left.pages.has(each),
        ) ?? SMALL,
      );

      left.bitmap.become(source.bitmap);
      expect(pagesIn(left.bitmap)).toEqual(sorted(source.pages));
      expect(left.bitmap.count(from, end)).toBe(
        [...source.pages].filter((each) => each >= from && each < end).length,
      );
      left.bitmap.clear();
      expect(pagesIn(left.bitmap)).toEqual([]);
      expect(left.bitmap.count()).toBe(0);
    }),
    draws(150, 4),
  );
});

test('words that are asked for say what the pages say, and change nothing', () => {
  fc.assert(
    fc.property(runs, smallRange, (changes, [from, end]) => {
      const { bitmap, pages } = built(SMALL, changes);
      const words = bitmap.settledWords(from, end);
      expect(words).toHaveLength(bitmap.wordCount);
      const last = Math.ceil(end / 1024) * 1024;
      const looked = Array.from(
        { length: Math.min(last, words.length * 32) - (from - (from % 1024)) },
        (_, index) => from - (from % 1024) + index,
      );
      const set = looked.filter((each) => ((words[each >>> 5] >>> (each & 31)) & 1) === 1);
      expect(set).toEqual(looked.filter((each) => pages.has(each)));
      expect(pagesIn(bitmap)).toEqual(sorted(pages));
    }),
    draws(150, 4),
  );
});
