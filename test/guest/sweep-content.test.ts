import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sweptAlikeUntil, sweptVersion } from '../../src/guest/sweep-content.js';
import { draws } from '../support/draws.js';

const PAGES = 40;

test('a sweep has visited the pages that it has passed, and of the present one some words', () => {
  expect([0, 1, 2, 3].map((page) => sweptVersion(4, 2.5, page))).toEqual([5, 5, 4.5, 4]);
  expect(sweptVersion(-1, 0, 0)).toBe(-1);
});

test('pages that are said to be alike have the same version', () => {
  const position = fc.oneof(fc.double({ min: 0, max: PAGES, noNaN: true }), fc.nat(PAGES));
  fc.assert(
    fc.property(
      position,
      fc.nat(PAGES - 1),
      fc.integer({ min: 1, max: PAGES }),
      (at, page, more) => {
        const limit = Math.min(PAGES, page + more);
        const end = sweptAlikeUntil(at, page, limit);
        expect(end).toBeGreaterThan(page);
        expect(end).toBeLessThanOrEqual(limit);
        for (let other = page; other < end; other++) {
          expect(sweptVersion(3, at, other)).toBe(sweptVersion(3, at, page));
        }
      },
    ),
    draws(300, 6),
  );
  expect(sweptAlikeUntil(20.5, 0, 40)).toBe(20);
  expect(sweptAlikeUntil(20.5, 20, 40)).toBe(21);
  expect(sweptAlikeUntil(20.5, 21, 40)).toBe(40);
});
