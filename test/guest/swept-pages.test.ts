import { expect, test } from 'vitest';
import { reportSwept } from '../../src/guest/swept-pages.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { ns } from '../../src/sim/time.js';

function reported(from: number, to: number, advanced: number) {
  const pages: (readonly [start: number, end: number])[] = [];
  const observer = { pagesWritten: (start: number, end: number) => void pages.push([start, end]) };
  reportSwept(new WriteRegion(32, 42), from, to, advanced, ns(7), observer);
  return pages;
}

test('the pages on the way, with those that are begun', () => {
  expect(reported(2.5, 4.25, 1.75)).toEqual([[34, 37]]);
});

test('to the end, and on from the beginning', () => {
  expect(reported(8.5, 1.5, 3)).toEqual([
    [40, 42],
    [32, 34],
  ]);
  expect(reported(8, 0, 2)).toEqual([
    [40, 42],
    [32, 32],
  ]);
});

test('all of them in a whole sweep', () => {
  expect(reported(3, 3, 10)).toEqual([[32, 42]]);
});
