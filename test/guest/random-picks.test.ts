import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomPicks } from '../../src/guest/random-picks.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { RandomStream } from '../../src/sim/random-stream.js';
import { draws } from '../support/draws.js';

/** Pages that are picked one by one: how many candidates are passed over is drawn for each. */
function pickedOneByOne(clear: readonly number[], probability: number, random: RandomStream) {
  const skip = (): number => Math.floor(Math.log(1 - random.uniform()) / Math.log1p(-probability));
  const picked: number[] = [];
  for (let at = skip(); at < clear.length; at += 1 + skip()) picked.push(clear[at]);
  return picked;
}

function pagesOf(bitmap: PageBitmap, isSet: boolean): number[] {
  const pages = Array.from({ length: bitmap.pages }, (_, page) => page);
  return pages.filter((page) => bitmap.has(page) === isSet);
}

const range = fc.tuple(fc.nat(5000), fc.nat(1500));

test('the pages are those of draws one by one, and as many numbers are drawn', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.array(range, { maxLength: 4 }),
      fc.array(range, { maxLength: 4 }),
      fc.constantFrom(1e-5, 0.002, 0.05, 0.3, 0.7, 0.97, 1 - 1e-11),
      fc.string(),
      (pages, set, cleared, probability, name) => {
        const bitmap = new PageBitmap(pages);
        const limit = (page: number): number => Math.min(pages, page);
        for (const [start, length] of set) bitmap.setRange(limit(start), limit(start + length));
        for (const [start, length] of cleared) {
          bitmap.clearRange(limit(start), limit(start + length));
        }
        const clear = pagesOf(bitmap, false);
        const random = new RandomStream(name);
        const reference = new RandomStream(name);
        const count = bitmap.setPicked(new RandomPicks(probability, random));
        const expected = pickedOneByOne(clear, probability, reference);
        expect(count).toBe(expected.length);
        expect(clear.filter((page) => bitmap.has(page))).toEqual(expected);
        expect(pagesOf(bitmap, true)).toHaveLength(pages - clear.length + count);
        expect(random.uniform()).toBe(reference.uniform());
      },
    ),
    draws(300),
  );
});
