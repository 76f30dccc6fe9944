import { ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { type Allocation, PageAllocator } from '../../src/guest/page-allocator.js';
import { RunClock } from '../../src/guest/run-clock.js';
import { WriteRegion } from '../../src/memory/write-region.js';

/** An allocator over 64 protected pages from page 64 on, and what it has written. */
function allocator(allocations: Allocation[]): {
  allocator: PageAllocator;
  written: [number, number, number][];
  runTo: (time: number) => void;
} {
  const region = new WriteRegion(64, 128);
  region.protectedPages = 64;
  const made = new PageAllocator(region, () => allocations.shift() ?? null, new RunClock(ns(0)));
  const written: [number, number, number][] = [];
  const observer = {
    pagesWritten: (start: number, end: number, by: number): void => {
      written.push([start, end, by]);
    },
  };
  let now = 0;
  const runTo = (time: number): void => {
    made.run(ns(time - now), ns(time), observer);
    now = time;
  };
  return { allocator: made, written, runTo };
}

test('takes pages at their time, logs them, and frees them after their hold', () => {
  const {
    allocator: pages,
    written,
    runTo,
  } = allocator([{ at: ns(100), from: 4, to: 8, hold: ns(50) }]);
  runTo(99);
  expect(written).toEqual([]);
  expect(pages.nextFree(0)).toBe(0);
  runTo(120);
  expect(written).toEqual([[68, 72, 100]]);
  expect(pages.region.protectedPages).toBe(60);
  expect([pages.freeRunEnd(0), pages.nextFree(4)]).toEqual([4, 8]);
  runTo(150);
  expect(pages.freeRunEnd(0)).toBe(64);
});

test('an allocation of pages that are in use finds nothing', () => {
  const { written, runTo } = allocator([
    { at: ns(10), from: 0, to: 4, hold: ns(Infinity) },
    { at: ns(20), from: 3, to: 5, hold: ns(Infinity) },
  ]);
  runTo(100);
  expect(written).toEqual([[64, 68, 10]]);
});

test('pages that are held back are not free, and are taken when they are let go', () => {
  const {
    allocator: pages,
    written,
    runTo,
  } = allocator([{ at: ns(10), from: 0, to: 4, hold: ns(5) }]);
  pages.holdBack(2, 6);
  expect([pages.freeRunEnd(0), pages.nextFree(2)]).toEqual([2, 6]);
  runTo(20);
  expect(written).toEqual([]);
  pages.release(2, 6, ns(30));
  runTo(40);
  expect(written).toEqual([[64, 68, 30]]);
});
