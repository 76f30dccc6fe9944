import { expect, test } from 'vitest';
import { PageBitmap } from '../../../../../src/memory/page-bitmap.js';
import { discardCommands } from '../../../../../src/engines/qemu/features/postcopy/discard.js';

const blocks = [
  { idstr: 'pc.ram', start: 0, end: 1000 },
  { idstr: 'firmware', start: 1000, end: 1100 },
];

function bitmapOf(...ranges: readonly (readonly [number, number])[]): PageBitmap {
  const bitmap = new PageBitmap(1100);
  for (const [start, end] of ranges) bitmap.setRange(start, end);
  return bitmap;
}

test('nothing to discard is no command', () => {
  expect(discardCommands(bitmapOf(), blocks)).toEqual({ ranges: 0, commands: 0, wireBytes: 0 });
});

test('a run over two blocks is a range of each, in a command of each', () => {
  // 5 of framing, 3 and the name, 16 a range: 14 + 16, and 16 + 16.
  expect(discardCommands(bitmapOf([990, 1010]), blocks)).toEqual({
    ranges: 2,
    commands: 2,
    wireBytes: 30 + 32,
  });
});

test('twelve ranges fit into a command, the thirteenth does not', () => {
  const ranges = Array.from({ length: 13 }, (_, index) => [index * 10, index * 10 + 3] as const);
  expect(discardCommands(bitmapOf(...ranges.slice(0, 12)), blocks)).toEqual({
    ranges: 12,
    commands: 1,
    wireBytes: 14 + 12 * 16,
  });
  expect(discardCommands(bitmapOf(...ranges), blocks)).toEqual({
    ranges: 13,
    commands: 2,
    wireBytes: 2 * 14 + 13 * 16,
  });
});
