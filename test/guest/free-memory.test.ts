import { expect, test } from 'vitest';
import { FreeMemory } from '../../src/guest/free-memory.js';
import type { FreeList } from '../../src/guest/workload.js';
import { type ContentExtent, GuestMemory } from '../../src/memory/guest-memory.js';
import { WriteRegion } from '../../src/memory/write-region.js';

const allocated = new WriteRegion(96, 128);
const stressed = new WriteRegion(128, 160);
const extents: ContentExtent[] = [
  { start: 0, end: 32, content: 'static', region: null },
  { start: 32, end: 64, content: 'junk', region: null },
  { start: 64, end: 96, content: 'zero', region: null },
  { start: 96, end: 128, content: 'workload', region: allocated },
  { start: 128, end: 160, content: 'workload', region: stressed },
  { start: 160, end: 192, content: 'zero', region: null },
];
const memory = new GuestMemory([{ idstr: 'pc.ram', start: 0, end: 192 }], extents);

/** Of 32 pages those from 8 to 15 and from 24 on are in use; notes what is asked of it. */
class NotedList {
  readonly asked: string[] = [];

  nextFree(from: number): number {
    const inUse = (page: number): boolean => (page >= 8 && page < 16) || (page >= 24 && page < 32);
    let page = from;
    while (inUse(page)) page++;
    return page;
  }

  freeRunEnd(from: number): number {
    return from < 8 ? 8 : 24;
  }

  holdBack(from: number, to: number): void {
    this.asked.push(`hold ${from}-${to}`);
  }

  release(from: number, to: number, now: number): void {
    this.asked.push(`release ${from}-${to} at ${now}`);
  }
}

function freeMemory(list: NotedList | null): FreeMemory {
  const allocator =
    list === null ? null : { region: allocated, freeList: list as unknown as FreeList };
  return new FreeMemory(memory, allocator);
}

const text = (ranges: readonly { readonly start: number; readonly end: number }[]): string =>
  ranges.map(({ start, end }) => `${start}-${end}`).join(' ');

test('free is what was left behind, what was never touched, and what the allocator does not use', () => {
  const { ranges, pages, next } = freeMemory(new NotedList()).scan(0, 1000);
  expect(text(ranges)).toBe('32-64 64-96 96-104 112-120 160-192');
  expect([pages, next]).toEqual([32 + 32 + 8 + 8 + 32, null]);
});

test('memory of a workload is not free', () => {
  expect(text(freeMemory(null).scan(0, 1000).ranges)).toBe('32-64 64-96 160-192');
});

test('a scan stops after as many pages as are asked for, and goes on where it stopped', () => {
  const free = freeMemory(new NotedList());
  const first = free.scan(0, 40);
  expect([text(first.ranges), first.pages, first.next]).toEqual(['32-64 64-72', 40, 72]);
  const second = free.scan(72, 28);
  expect([text(second.ranges), second.pages, second.next]).toEqual(['72-96 96-100', 28, 100]);
  expect(free.scan(100, 0)).toEqual({ ranges: [], pages: 0, next: 100 });
  expect(free.scan(191, 5)).toMatchObject({ pages: 1, next: null });
  expect(free.scan(192, 5)).toEqual({ ranges: [], pages: 0, next: null });
});

test('what is held back and let go is that of the allocator alone, by its own pages', () => {
  const list = new NotedList();
  const free = freeMemory(list);
  const ranges = [
    { start: 64, end: 96 },
    { start: 96, end: 104 },
    { start: 112, end: 128 },
    { start: 160, end: 170 },
  ];
  free.holdBack(ranges);
  free.release(ranges.slice(1, 2), 77);
  expect(list.asked).toEqual(['hold 0-8', 'hold 16-32', 'release 0-8 at 77']);
  // Nobody to tell.
  freeMemory(null).holdBack(ranges);
});
