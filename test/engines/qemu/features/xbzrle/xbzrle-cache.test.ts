import { expect, test } from 'vitest';
import { XbzrleCache } from '../../../../../src/engines/qemu/features/xbzrle/xbzrle-cache.js';

test('a page has one slot, which it shares with those a cache size away', () => {
  const cache = new XbzrleCache(16);
  expect(cache.has(5)).toBe(false);
  expect(cache.insert(5, 1.5, 1)).toBe(true);
  expect([5, 21, 4].map((page) => cache.has(page))).toEqual([true, false, false]);
  expect(cache.versionOf(5)).toBe(1.5);
});

test('a page replaces its own copy at any time', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 3);
  expect(cache.insert(5, 2, 3)).toBe(true);
  expect(cache.versionOf(5)).toBe(2);
});

test('another page replaces it when it was used in neither this generation nor the last', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 3);
  expect(cache.insert(21, 2, 3)).toBe(false);
  expect(cache.insert(21, 2, 4)).toBe(false);
  expect(cache.has(5)).toBe(true);
  expect(cache.insert(21, 2, 5)).toBe(true);
  expect(cache.has(5)).toBe(false);
});

test('a hit keeps it alive', () => {
  const cache = new XbzrleCache(16);
  cache.insert(5, 1, 3);
  cache.use(5, 1, 4);
  expect(cache.insert(21, 2, 5)).toBe(false);
  expect(cache.insert(21, 2, 6)).toBe(true);
});

test('page numbers beyond 2^31 are page numbers', () => {
  const cache = new XbzrleCache(16);
  const page = 2 ** 31 + 7;
  cache.insert(page, 4, 1);
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
    cache.insert(page, version, 1);
  }
  expect(cache.alikeUntil(3, 8)).toBe(5);
  expect(cache.alikeUntil(3, 4)).toBe(4);
  expect(cache.alikeUntil(5, 8)).toBe(6);
  expect(cache.alikeUntil(6, 8)).toBe(7);
  // Slots 3 to 5 and 7 hold copies of other pages.
  expect(cache.alikeUntil(16, 32)).toBe(32);
});

test('copies of a run go in one by one, behind the last slot into the first ones', () => {
  const mine = new XbzrleCache(16);
  const others = new XbzrleCache(16);
  const versions = Float64Array.from({ length: 9 }, (_, index) => index / 4);
  for (const cache of [mine, others]) {
    // Too young for another page to take its slot, at page 17.
    cache.insert(1, 7, 4);
    cache.insert(12, 7, 1);
  }
  mine.insertAll(12, 9, versions, 5);
  for (let index = 0; index < 9; index++) others.insert(12 + index, versions[index], 5);
  mine.use(14, 5, 8);
  for (let page = 14; page < 19; page++) others.use(page, 1, 8);
  for (const name of ['page', 'version', 'generation'] as const) {
    expect(mine[name]).toEqual(others[name]);
  }
  expect([mine.has(17), mine.has(18), mine.versionOf(20)]).toEqual([false, true, 2]);
});

test('copies that there are get new versions, behind the last slot in the first ones', () => {
  const mine = new XbzrleCache(16);
  const others = new XbzrleCache(16);
  const versions = Float64Array.from({ length: 9 }, (_, index) => index / 4);
  for (const cache of [mine, others]) cache.insertAll(12, 9, new Float64Array(9), 3);
  mine.renew(13, 6, versions);
  for (let index = 0; index < 6; index++) others.insert(13 + index, versions[index], 3);
  for (const name of ['page', 'version', 'generation'] as const) {
    expect(mine[name]).toEqual(others[name]);
  }
});
