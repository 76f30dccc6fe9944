import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PopulatedPages } from '../../src/memory/populated-pages.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { countPopulated } from '../support/populated.js';

const LIMIT = 160;

test('as a set of pages, up to the end of the last region', () => {
  const ranges = fc.array(fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 40 })), { maxLength: 8 });
  fc.assert(
    fc.property(ranges, fc.nat(220), fc.nat(60), (written, from, length) => {
      const populated = new PopulatedPages({
        regions: [new WriteRegion(96, LIMIT), new WriteRegion(32, 64)],
      });
      const naive = new Set<number>();
      for (const [start, pages] of written) {
        populated.setRange(start, start + pages);
        for (let page = start; page < Math.min(LIMIT, start + pages); page++) naive.add(page);
      }
      const end = from + length;
      const next = (isSet: boolean): number => {
        let page = from;
        while (page < end && naive.has(page) !== isSet) page++;
        return page;
      };
      expect(populated.has(from)).toBe(naive.has(from));
      expect(populated.nextSet(from, end)).toBe(next(true));
      expect(populated.nextClear(from, end)).toBe(next(false));
      expect(countPopulated(populated, LIMIT)).toBe(naive.size);
    }),
  );
});
