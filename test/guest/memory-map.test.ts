import fc from 'fast-check';
import { expect, test } from 'vitest';
import { layOutGuestMemory } from '../../src/guest/memory-map.js';
import { PAGES_PER_GIB, PAGES_PER_MIB } from '../../src/memory/units.js';
import { draws } from '../support/draws.js';

test('kernel, regions at 2 MiB boundaries, untouched RAM, page descriptors, firmware', () => {
  const memory = layOutGuestMemory(PAGES_PER_GIB, [1000, 1000], { mib: 16 });
  // 64 bytes for each of 262,144 pages are 4096 pages of descriptors.
  expect(memory.extents.map(({ start, end, content }) => [start, end, content])).toEqual([
    [0, 4096, 'static'],
    [4096, 5096, 'workload'],
    [5096, 5120, 'zero'],
    [5120, 6120, 'workload'],
    [6120, PAGES_PER_GIB - 4096, 'zero'],
    [PAGES_PER_GIB - 4096, PAGES_PER_GIB, 'static'],
    [PAGES_PER_GIB, PAGES_PER_GIB + 130, 'static'],
  ]);
  expect(memory.blocks.map(({ idstr, start, end }) => [idstr, start, end])).toEqual([
    ['pc.ram', 0, PAGES_PER_GIB],
    ['firmware', PAGES_PER_GIB, PAGES_PER_GIB + 130],
  ]);
});

test('memory that boot has freed keeps its content, as far as no workload takes it', () => {
  // 8 MiB are 2048 pages; the region and the room for its alignment take 1536 of them.
  const memory = layOutGuestMemory(PAGES_PER_GIB, [1000], { mib: 0 }, 8);
  expect(
    memory.extents.slice(0, 3).map(({ start, end, content }) => [start, end, content]),
  ).toEqual([
    [0, 512, 'junk'],
    [512, 1512, 'workload'],
    [1512, PAGES_PER_GIB - 4096, 'zero'],
  ]);
});

test('kernel and descriptors give way to regions that fill the RAM', () => {
  const ram = 64 * PAGES_PER_MIB;
  const memory = layOutGuestMemory(ram, [ram - 512 - 512], { mib: 100 });
  expect(memory.regions[0].end).toBeLessThanOrEqual(ram);
  const beside = memory.extents.filter(({ content, end }) => content === 'static' && end <= ram);
  expect(beside.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(512);
});

test('regions that do not all fit at 2 MiB boundaries follow each other at words of the log', () => {
  const starts = (ram: number): number[] =>
    layOutGuestMemory(ram, [600, 600], { mib: 0 }).regions.map(({ start }) => start);
  // At 2 MiB boundaries each takes 1024 pages, and up to 512 are needed to reach the first.
  expect(starts(2560)).toEqual([0, 1024]);
  expect(starts(2559)).toEqual([0, 608]);
});

test('what takes a share of the room takes whole pages, rounded down', () => {
  // 3 pages of 1027 are beside the region and its boundary: too few for 16 pages of descriptors.
  const small = layOutGuestMemory(1027, [512], { mib: 0 });
  expect(small.extents.find(({ end }) => end === 1027)?.start).toBe(1026);
  // 4096 pages of descriptors and 256 of the image leave an odd number of pages behind the region.
  const { extents } = layOutGuestMemory(PAGES_PER_GIB, [1023], {
    mib: 1,
    imageMib: 1,
    imagePlace: 0.5,
  });
  const image = extents.find(({ start, content }) => start > 0 && content === 'static');
  const behind = 1023;
  expect(image?.start).toBe(behind + (PAGES_PER_GIB - 4096 - 256 - behind - 1) / 2);
});

test('too much for the RAM is an error', () => {
  expect(() => layOutGuestMemory(1024, [1000, 1000], { mib: 0 })).toThrow(RangeError);
});

test('extents cover all pages without gaps, and no two regions share a word', () => {
  const pages = fc.array(fc.nat(5000), { maxLength: 20 });
  fc.assert(
    fc.property(pages, fc.nat(1100), fc.nat(1100), (regionPages, kernelMib, freedMib) => {
      const memory = layOutGuestMemory(PAGES_PER_GIB, regionPages, { mib: kernelMib }, freedMib);
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
    draws(100, 23),
  );
});

test("the kernel's image lies somewhere in the untouched memory", () => {
  const extentsAt = (imagePlace: number) =>
    layOutGuestMemory(PAGES_PER_GIB, [1024], { mib: 4, imageMib: 2, imagePlace }).extents.map(
      ({ start, end, content }) => [start, end, content],
    );
  const descriptors = PAGES_PER_GIB - 4096;
  const firmware = [PAGES_PER_GIB, PAGES_PER_GIB + 130, 'static'];
  const top = [descriptors, PAGES_PER_GIB, 'static'];
  const bottom = [
    [0, 512, 'static'],
    [512, 1536, 'workload'],
  ];
  expect(extentsAt(0)).toEqual([
    ...bottom,
    [1536, 2048, 'static'],
    [2048, descriptors, 'zero'],
    top,
    firmware,
  ]);
  const middle = 1536 + (descriptors - 512 - 1536) / 2;
  expect(extentsAt(0.5)).toEqual([
    ...bottom,
    [1536, middle, 'zero'],
    [middle, middle + 512, 'static'],
    [middle + 512, descriptors, 'zero'],
    top,
    firmware,
  ]);
});
