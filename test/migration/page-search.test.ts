import { expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { HeldPages } from '../../src/migration/held-pages.js';
import { PageSearch } from '../../src/migration/page-search.js';

function search(pages: readonly number[]) {
  const dirty = new PageBitmap(3000);
  for (const page of pages) dirty.setRange(page, page + 1);
  const wraps = { count: 0 };
  const found = new PageSearch({ dirty }, () => void wraps.count++);
  return { dirty, wraps, found };
}

test('goes on behind the page that was sent, and wraps', () => {
  const { dirty, wraps, found } = search([10, 2000, 2500]);
  const visited: (number | null)[] = [];
  for (let page = found.next(); page !== null; page = found.next()) {
    visited.push(page);
    dirty.clearRange(page, page + 1);
    found.continueAt(page + 1);
    if (visited.length === 2) dirty.setRange(11, 12);
  }
  expect(visited).toEqual([10, 2000, 2500, 11]);
  // Once to reach page 11, and once more to see that nothing is left.
  expect(wraps.count).toBe(2);
});

test('a page that is not sent is found again', () => {
  const { found } = search([7]);
  expect([found.next(), found.next()]).toEqual([7, 7]);
});

test('a clean bitmap has no next page', () => {
  const { found } = search([]);
  found.continueAt(1500);
  expect(found.next()).toBeNull();
});

test('what is held back is passed over, and the run before it ends there', () => {
  const dirty = new PageBitmap(3000);
  dirty.setRange(0, 100);
  const held = new HeldPages();
  held.hold([
    { start: 0, end: 10 },
    { start: 20, end: 100 },
  ]);
  const found = new PageSearch({ dirty }, () => {}, held);
  expect([found.next(), found.limitOf(10)]).toEqual([10, 20]);
  dirty.clearRange(10, 20);
  found.continueAt(20);
  expect(found.next()).toBeNull();
  held.hold([]);
  expect([found.next(), found.limitOf(20)]).toEqual([20, 3000]);
});
