import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutGuestMemory } from '../../src/guest/memory-map.js';
import { PAGES_PER_GIB, PAGES_PER_MIB } from '../../src/memory/units.js';

test('kernel, regions at 2 MiB boundaries, untouched RAM, then the firmware', () => {
  const memory = layOutGuestMemory(PAGES_PER_GIB, [1000, 1000], 16);
  // 64 bytes for each of 262,144 pages are 16 MiB, 16 MiB more make 8192 pages.
  expect(memory.extents.map(({ start, end, content }) => [start, end, content])).toEqual([
    [0, 8192, 'static'],
    [8192, 9192, 'workload'],
    [9192, 9216, 'zero'],
    [9216, 10_216, 'workload'],
    [10_216, PAGES_PER_GIB, 'zero'],
    [PAGES_PER_GIB, PAGES_PER_GIB + 130, 'static'],
  ]);
  expect(memory.blocks.map(({ idstr, start, end }) => [idstr, start, end])).toEqual([
    ['pc.ram', 0, PAGES_PER_GIB],
    ['firmware', PAGES_PER_GIB, PAGES_PER_GIB + 130],
  ]);
});

test('the kernel gives way to regions that fill the RAM', () => {
  const ram = 64 * PAGES_PER_MIB;
  const memory = layOutGuestMemory(ram, [ram - 512 - 512], 100);
  expect(memory.regions[0].end).toBeLessThanOrEqual(ram);
  expect(memory.extents[0]).toMatchObject({ start: 0, end: 512, content: 'static' });
});

test('too much for the RAM is an error', () => {
  expect(() => layOutGuestMemory(1024, [1000, 1000], 0)).toThrow(RangeError);
});

test('extents cover all pages without gaps, and no two regions share a word', () => {
  const pages = fc.array(fc.nat(5000), { maxLength: 20 });
  fc.assert(
    fc.property(pages, fc.nat(300), (regionPages, kernelMib) => {
      const memory = layOutGuestMemory(PAGES_PER_GIB, regionPages, kernelMib);
      let page = 0;
      for (const { start, end } of memory.extents) {
        expect(start).toBe(page);
        expect(end).toBeGreaterThan(start);
        page = end;
      }
      expect(page).toBe(memory.totalPages);
      expect(memory.regions.map((region) => region.pages)).toEqual(
        regionPages.filter((p) => p > 0),
      );
      for (const region of memory.regions) expect(region.start % 32).toBe(0);
    }),
    { numRuns: 100, seed: 23 },
  );
});
