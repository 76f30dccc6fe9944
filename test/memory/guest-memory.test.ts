import { expect, test } from 'vitest';
import { GuestMemory } from '../../src/memory/guest-memory.js';
import { WriteRegion } from '../../src/memory/write-region.js';

const region = new WriteRegion(64, 128);
const memory = new GuestMemory(
  [
    { idstr: 'pc.ram', start: 0, end: 200 },
    { idstr: 'firmware', start: 200, end: 210 },
  ],
  [
    { start: 0, end: 40, content: 'static', region: null },
    { start: 40, end: 64, content: 'zero', region: null },
    { start: 64, end: 128, content: 'workload', region },
    { start: 128, end: 200, content: 'zero', region: null },
    { start: 200, end: 210, content: 'static', region: null },
  ],
);

test('the extent of a page', () => {
  const indexes = [0, 39, 40, 63, 64, 127, 128, 199, 200, 209].map((p) => memory.extentIndex(p));
  expect(indexes).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
});

test('pages and regions of all blocks', () => {
  expect(memory.totalPages).toBe(210);
  expect(memory.regions).toEqual([region]);
});
