import { expect, test } from 'vitest';
import { HeldPages } from '../../src/migration/held-pages.js';

const held = new HeldPages();
held.hold([
  { start: 10, end: 20 },
  { start: 20, end: 30 },
  { start: 40, end: 41 },
]);

test.each([
  [0, false, 0, 10],
  [9, false, 9, 10],
  [10, true, 30, 10],
  [29, true, 30, 20],
  [30, false, 30, 40],
  [40, true, 41, 40],
  [41, false, 41, Infinity],
])('page %d', (page, isHeld, behind, next) => {
  expect([held.has(page), held.behind(page), held.nextFrom(page)]).toEqual([isHeld, behind, next]);
});

test('nothing is held at first', () => {
  const none = new HeldPages();
  expect([none.has(5), none.behind(5), none.nextFrom(5)]).toEqual([false, 5, Infinity]);
});
