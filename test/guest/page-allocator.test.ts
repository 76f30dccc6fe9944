import { ns } from '../../src/sim/time.js';
import { expect, test } from 'vitest';
import { type Allocation, PageAllocator } from '../../src/guest/page-allocator.js';
import { RunClock } from '../../src/guest/run-clock.js';
import { MissingPages } from '../../src/memory/missing-pages.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
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

test('what it did before the migration is not looked at', () => {
  const {
    written,
    runTo,
    allocator: pages,
  } = allocator([{ at: ns(10), from: 0, to: 4, hold: ns(5) }]);
  pages.run(ns(1000), ns(0), null);
  runTo(9);
  expect(written).toEqual([]);
  runTo(10);
  expect(written).toEqual([[64, 68, 10]]);
});

test('pages are freed in the order in which their holds end, at the end and not before', () => {
  const { allocator: pages, runTo } = allocator([
    { at: ns(10), from: 0, to: 4, hold: ns(90) },
    { at: ns(20), from: 8, to: 12, hold: ns(30) },
    { at: ns(25), from: 16, to: 20, hold: ns(Infinity) },
  ]);
  const freeAt = (time: number): boolean[] => {
    runTo(time);
    return [0, 8, 16].map((page) => pages.nextFree(page) === page);
  };
  expect(freeAt(5)).toEqual([true, true, true]);
  expect(freeAt(49)).toEqual([false, false, false]);
  expect(freeAt(50)).toEqual([false, true, false]);
  expect(freeAt(99)).toEqual([false, true, false]);
  expect(freeAt(100)).toEqual([true, true, false]);
});

test('pages that are free again can be taken at that very time', () => {
  const { written, runTo } = allocator([
    { at: ns(10), from: 0, to: 4, hold: ns(10) },
    { at: ns(20), from: 3, to: 5, hold: ns(10) },
  ]);
  runTo(100);
  expect(written).toEqual([
    [64, 68, 10],
    [67, 69, 20],
  ]);
});

test('an allocation waits until all of its pages are let go, and others do not wait for it', () => {
  const {
    allocator: pages,
    written,
    runTo,
  } = allocator([
    { at: ns(10), from: 0, to: 4, hold: ns(5) },
    { at: ns(12), from: 8, to: 9, hold: ns(5) },
  ]);
  pages.holdBack(3, 6);
  pages.holdBack(20, 22);
  runTo(20);
  expect(written).toEqual([[72, 73, 12]]);
  pages.release(20, 22, ns(22));
  runTo(25);
  expect(written).toHaveLength(1);
  pages.release(3, 6, ns(30));
  runTo(32);
  expect(written.slice(1)).toEqual([[64, 68, 30]]);
  // It holds them for 5 from then on.
  expect([pages.nextFree(0), pages.freeRunEnd(4)]).toEqual([4, 64]);
  runTo(35);
  expect(pages.nextFree(0)).toBe(0);
});

test('a few pages now and then are nothing to a ring', () => {
  const { allocator: pages } = allocator([]);
  expect(pages.foresee()).toEqual({ visits: 0, pages: 0 });
});

test('one page that is held back is enough to wait for', () => {
  const {
    allocator: pages,
    written,
    runTo,
  } = allocator([{ at: ns(10), from: 0, to: 4, hold: ns(5) }]);
  pages.holdBack(3, 4);
  runTo(20);
  expect(written).toEqual([]);
});

test('the next free page is neither in use nor held back, whatever lies between', () => {
  const { allocator: pages, runTo } = allocator([
    { at: ns(1), from: 4, to: 6, hold: ns(Infinity) },
    { at: ns(1), from: 60, to: 64, hold: ns(Infinity) },
  ]);
  runTo(2);
  pages.holdBack(2, 4);
  pages.holdBack(6, 8);
  expect([0, 2, 4, 8].map((page) => pages.nextFree(page))).toEqual([0, 8, 8, 8]);
  pages.holdBack(8, 60);
  expect(pages.nextFree(2)).toBe(64);
  expect([pages.freeRunEnd(0), pages.freeRunEnd(1)]).toEqual([2, 2]);
});

test('a page has another content each time it is taken, once somebody asks', () => {
  const { allocator: pages, runTo } = allocator([
    { at: ns(1), from: 0, to: 2, hold: ns(1) },
    { at: ns(10), from: 0, to: 2, hold: ns(1) },
    { at: ns(20), from: 1, to: 2, hold: ns(1) },
  ]);
  runTo(5);
  expect(pages.content.versionOf(0)).toBe(0);
  pages.content.track?.();
  runTo(30);
  expect([0, 1, 2].map((page) => pages.content.versionOf(page))).toEqual([1, 2, 0]);
});

test('on the destination an allocation touches its pages one by one, and the next one when it is due', () => {
  const { allocator: pages, runTo } = allocator([
    { at: ns(10), from: 4, to: 8, hold: ns(5) },
    { at: ns(50), from: 0, to: 1, hold: ns(5) },
  ]);
  const bitmap = new PageBitmap(256);
  bitmap.setRange(64, 70);
  bitmap.setRange(72, 80);
  const missing = new MissingPages(bitmap);
  expect([pages.untilMissing(missing), pages.missingPage(missing)]).toEqual([10, null]);
  runTo(20);
  expect([pages.untilMissing(missing), pages.missingPage(missing)]).toEqual([0, 68]);
  missing.place(68, 69);
  expect(pages.missingPage(missing)).toBe(69);
  missing.place(69, 70);
  expect([pages.untilMissing(missing), pages.missingPage(missing)]).toEqual([30, null]);
  runTo(60);
  expect(pages.missingPage(missing)).toBe(64);
  missing.place(64, 65);
  expect(pages.untilMissing(missing)).toBe(Infinity);
});

test('a fast guest takes its pages earlier, and no write is dated after it was worked out', () => {
  const region = new WriteRegion(64, 128);
  const allocations = [
    { at: ns(100), from: 0, to: 4, hold: ns(Infinity) },
    { at: ns(300), from: 8, to: 9, hold: ns(Infinity) },
  ];
  const clock = new RunClock(ns(0));
  const made = new PageAllocator(region, () => allocations.shift() ?? null, clock, 2);
  const times: number[] = [];
  const observer = { pagesWritten: (_from: number, _to: number, by: number) => times.push(by) };
  made.run(ns(200), ns(100), observer as never);
  made.run(ns(100 + 1e-9), ns(150), observer as never);
  expect(times).toEqual([50, 150]);
});

test('an allocation costs no more where many others are in use', () => {
  // Sorting all of them each time would take hours.
  const count = 300_000;
  const region = new WriteRegion(0, count);
  let taken = 0;
  const source = (): Allocation | null =>
    taken < count ? { at: ns(taken), from: taken, to: ++taken, hold: ns(count - 1) } : null;
  const pages = new PageAllocator(region, source, new RunClock(ns(0)));
  pages.run(ns(count), ns(count), null);
  expect(pages.nextFree(0)).toBe(0);
  expect(pages.nextFree(2)).toBe(count);
});
