import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DirtyPageSet } from '../../src/memory/dirty-page-set.js';
import type { RangeTable } from '../../src/memory/range-table.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { draws } from '../support/draws.js';

const PAGES = 200;

function pagesNamed({ starts, lengths }: RangeTable): number[] {
  return starts.flatMap((start, index) =>
    Array.from({ length: lengths[index] }, (_, page) => start + page),
  );
}

/** Two regions next to each other, one behind a gap, all of whose pages are protected. */
function regions(): WriteRegion[] {
  return [
    new WriteRegion(0, PAGES),
    new WriteRegion(224, 224 + PAGES),
    new WriteRegion(640, 640 + PAGES),
  ].map((region) => {
    region.protectedPages = region.pages;
    return region;
  });
}

const write = fc.record({
  region: fc.nat(2),
  from: fc.nat(PAGES - 1),
  pages: fc.constantFrom(1, 2, 33, 64, PAGES),
});
/** What is logged of which regions, and where it is put. */
const step = fc.record({
  writes: fc.array(write, { maxLength: 8 }),
  does: fc.constantFrom('add', 'add', 'add to other', 'absorb other', 'take'),
});

test('is a set: what is added, absorbed and taken agrees with a naive one', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
      const all = regions();
      const set = new DirtyPageSet();
      const other = new DirtyPageSet();
      const naive = new Set<number>();
      const naiveOther = new Set<number>();
      for (const { writes, does } of steps) {
        if (does === 'take') {
          expect(pagesNamed(set.take())).toEqual([...naive].sort((a, b) => a - b));
          naive.clear();
          expect(set.ranges).toBe(0);
          continue;
        }
        if (does === 'absorb other') {
          set.absorb(other);
          for (const page of naiveOther) naive.add(page);
          naiveOther.clear();
          expect(other.take().starts).toEqual([]);
          continue;
        }
        const isFirst = does === 'add';
        for (const { from, pages, region } of writes) {
          all[region].logWrites(from, Math.min(PAGES, from + pages));
        }
        for (const region of all) {
          const logged = Array.from({ length: PAGES }, (_, page) => page).filter((page) =>
            region.isLogged(page),
          );
          if (logged.length === 0) continue;
          const added = (isFirst ? set : other).addLogged(region);
          expect(added).toEqual({
            pages: logged.length,
            doubleWords: new Set(logged.map((page) => page >>> 6)).size,
          });
          for (const page of logged) (isFirst ? naive : naiveOther).add(region.start + page);
          region.logged.clear();
          region.protectedPages = region.pages;
        }
      }
      expect(pagesNamed(set.take())).toEqual([...naive].sort((a, b) => a - b));
    }),
    draws(300, 9),
  );
});

test('ranges are counted again when there seem to be 257 more than twice as many as before', () => {
  const big = new WriteRegion(0, 4096);
  const set = new DirtyPageSet();
  /** Logs every second page up to `end`, again. */
  const add = (end: number): number => {
    big.protectedPages = big.pages;
    big.logged.clear();
    for (let page = 0; page < end; page += 2) big.logWrites(page, page + 1);
    set.addLogged(big);
    return set.ranges;
  };
  expect([add(256), add(256), add(2)]).toEqual([128, 256, 128]);
  // Now from 128 on, of which twice as many and 256 are let be.
  expect([add(256), add(256), add(256), add(2)]).toEqual([256, 384, 512, 128]);
  set.take();
  expect([add(258), add(256)]).toEqual([129, 129]);
});

test('counts ranges to within twice their number and a few', () => {
  const [region] = regions();
  const big = new WriteRegion(0, 64_000);
  big.protectedPages = big.pages;
  const set = new DirtyPageSet();
  for (let round = 0; round < 10; round++) {
    for (let page = 0; page < big.pages; page += 8) big.logWrites(page, page + 1);
    set.addLogged(big);
    big.logged.clear();
    big.protectedPages = big.pages;
  }
  expect(set.ranges).toBeGreaterThanOrEqual(8000);
  expect(set.ranges).toBeLessThanOrEqual(2 * 8000 + 256);
  expect(set.take().starts).toHaveLength(8000);
  expect(region.protectedPages).toBe(PAGES);
});
