import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { draws } from '../support/draws.js';

const PAGES = 4000;

const range = fc
  .tuple(fc.nat(PAGES), fc.nat(PAGES))
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);

test('the middle of a block is counted by itself', () => {
  const bitmap = new PageBitmap(2048);
  bitmap.setRange(0, 2048);
  const missing = new MissingPages(bitmap);
  // As far from one end of the block as from the other.
  expect(missing.count(100, 924)).toBe(824);
});

test('counts, finds and selects as a plain set does, while pages are placed', () => {
  const steps = fc.array(fc.record({ placed: range, asked: range, index: fc.nat(PAGES) }), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(fc.array(range, { maxLength: 6 }), steps, (discarded, asks) => {
      const bitmap = new PageBitmap(PAGES);
      const naive = new Set<number>();
      for (const [start, end] of discarded) {
        bitmap.setRange(start, end);
        for (let page = start; page < end; page++) naive.add(page);
      }
      const missing = new MissingPages(bitmap);
      for (const { placed, asked, index } of asks) {
        const [start, end] = asked;
        const inRange = [...naive].filter((page) => page >= start && page < end);
        const inOrder = inRange.toSorted((a, b) => a - b);
        expect(missing.count(start, end)).toBe(inOrder.length);
        expect(missing.next(start, end)).toBe(inOrder[0] ?? end);
        if (start < end) expect(missing.select(start, end, index)).toBe(inOrder[index] ?? end);
        missing.place(...placed);
        for (let page = placed[0]; page < placed[1]; page++) naive.delete(page);
      }
      // What was discarded is not touched.
      expect(bitmap.count()).toBe(
        new Set(discarded.flatMap(([s, e]) => Array.from({ length: e - s }, (_, i) => s + i))).size,
      );
    }),
    draws(60),
  );
});
