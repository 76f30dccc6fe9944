import fc from 'fast-check';
import { expect, test } from 'vitest';
import { XbzrleCache } from '../../../../../src/engines/qemu/features/xbzrle/xbzrle-cache.js';
import { withReusedWords } from '../../../../../src/memory/word-pool.js';
import { draws } from '../../../../support/draws.js';
import { NaiveXbzrleCache } from '../../../../support/naive-xbzrle-cache.js';

test('a page has one slot, which it shares with those a cache size away', () => {
  const cache = new XbzrleCache(16);
  expect(cache.has(5)).toBe(false);
  cache.insert(5, 1, 1.5, 1);
  expect([5, 21, 4].map((page) => cache.has(page))).toEqual([true, false, false]);
  expect(cache.versionOf(5)).toBe(1.5);
});

test('a page replaces its own copy at any time', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 1, 3);
  cache.insert(5, 1, 2, 3);
  expect(cache.versionOf(5)).toBe(2);
});

test('another page replaces it when it was used in neither this generation nor the last', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 1, 3);
  cache.insert(21, 1, 2, 3);
  cache.insert(21, 1, 2, 4);
  expect([cache.has(5), cache.has(21)]).toEqual([true, false]);
  cache.insert(21, 1, 2, 5);
  expect([cache.has(5), cache.has(21)]).toEqual([false, true]);
});

test('a hit keeps it alive', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 1, 3);
  cache.use(5, 1, 4);
  cache.insert(21, 1, 2, 5);
  expect(cache.has(21)).toBe(false);
  cache.insert(21, 1, 2, 6);
  expect(cache.has(21)).toBe(true);
});

test('page numbers beyond 2^31 are page numbers', () => {
  const cache = new XbzrleCache(16);
  const page = 2 ** 31 + 7;
  cache.insert(page, 1, 4, 1);
  expect(cache.has(page)).toBe(true);
  expect(cache.has(7)).toBe(false);
});

test('pages that are alike have copies of the same version, or none', () => {
  const cache = new XbzrleCache(16);
  for (const [page, version] of [
    [3, 1],
    [4, 1],
    [5, 2],
    [7, 1],
  ]) {
    cache.insert(page, 1, version, 1);
  }
  expect(cache.alikeUntil(3, 8)).toBe(5);
  expect(cache.alikeUntil(3, 4)).toBe(4);
  expect(cache.alikeUntil(5, 8)).toBe(6);
  expect(cache.alikeUntil(6, 8)).toBe(7);
  // Slots 3 to 5 and 7 hold copies of other pages.
  expect(cache.alikeUntil(16, 32)).toBe(32);
});

/** Beyond a multiple of 1024 no run goes on. */
const SLOTS = 2048;
const PAGES = 3 * SLOTS;

test('a cache in the words of another holds nothing of what that held', () => {
  withReusedWords(() => {
    const cache = new XbzrleCache(SLOTS);
    for (let page = 0; page < SLOTS; page++) cache.insert(page, 1, page / 2, 7);
  });
  withReusedWords(() => {
    const cache = new XbzrleCache(SLOTS);
    const pages = Array.from({ length: PAGES }, (_, page) => page);
    expect(pages.filter((page) => cache.has(page))).toEqual([]);
    expect(cache.alikeUntil(0, PAGES)).toBe(SLOTS);
    cache.insert(1030, 2, 3, 1);
    expect(pages.filter((page) => cache.has(page))).toEqual([1030, 1031]);
    expect([1030, 1031].map((page) => cache.versionOf(page))).toEqual([3, 3]);
  });
});

/** Pages, mostly few of them, and what is done with their copies. */
const step = fc.record({
  what: fc.constantFrom('insert', 'insert', 'renew', 'use'),
  page: fc.nat({ max: PAGES - 1 }),
  count: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 1, max: 3000 })),
  version: fc.integer({ min: -1, max: 3 }).map((version) => version / 2),
  generation: fc.nat({ max: 1 }),
});

test('runs of slots are what QEMU keeps slot by slot', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 100, maxLength: 400 }), (steps) => {
      const cache = new XbzrleCache(SLOTS);
      const naive = new NaiveXbzrleCache(SLOTS);
      let now = 0;
      for (const { count, generation, page, version, what } of steps) {
        now += generation;
        const end = Math.min(page + count, PAGES);
        if (what === 'insert') {
          cache.insert(page, end - page, version, now);
          for (let each = page; each < end; each++) naive.insert(each, version, now);
        } else if (naive.versionOf(page) !== null) {
          // Pages that have copies, as look-ups find them.
          let hits = page;
          while (hits < end && hits < page + SLOTS && naive.versionOf(hits) !== null) hits++;
          if (what === 'use') cache.use(page, hits - page, now);
          else cache.renew(page, hits - page, version);
          for (let each = page; each < hits; each++) {
            if (what === 'use') naive.use(each, now);
            else naive.renew(each, version);
          }
        }
      }
      const held = Array.from({ length: PAGES }, (_, page) => naive.versionOf(page));
      expect(held.map((_, page) => (cache.has(page) ? cache.versionOf(page) : null))).toEqual(held);
      const ends = held.map((_, page) => page + 1);
      for (let page = PAGES - 2; page >= 0; page--) {
        const goesOn = held[page + 1] === held[page] && (page + 1) % SLOTS !== 0;
        if (goesOn) ends[page] = ends[page + 1];
      }
      expect(held.map((_, page) => cache.alikeUntil(page, PAGES))).toEqual(ends);
    }),
    draws(20, 16),
  );
});
