import { expect, test } from 'vitest';
import { stressPattern } from '../../src/guest/page-content.js';
import { WriteRegion } from '../../src/memory/write-region.js';
import { DestinationCopies } from '../../src/migration/destination-copies.js';

/** Copies of pages 32 to 63 and 64 to 95, of which the first ones have the versions in `now`. */
function copiesOf(now: number[]): DestinationCopies {
  const versions = { pattern: stressPattern, versionOf: (offset: number) => now[offset] ?? 0 };
  const others = { pattern: stressPattern, versionOf: () => 7 };
  return new DestinationCopies([
    { region: new WriteRegion(32, 64), content: versions },
    { region: new WriteRegion(64, 96), content: others },
  ]);
}

test('what was not sent while this was looking, and what no workload writes, is taken to be right', () => {
  const copies = copiesOf([3]);
  copies.copySent(31, 1);
  copies.deltaSent(96, 1, 2);
  expect([31, 32, 63, 95, 96].map((page) => copies.isRight(page))).toEqual(
    Array.from({ length: 5 }, () => true),
  );
});

test('a page that was sent whole is right until it changes', () => {
  const now = [1, 5];
  const copies = copiesOf(now);
  copies.copySent(33, 5);
  expect(copies.isRight(33)).toBe(true);
  now[1] = 6;
  expect(copies.isRight(33)).toBe(false);
  // XOR with the same data twice: the same content again.
  now[1] = 7;
  expect(copies.isRight(33)).toBe(true);
});

test('a delta is right for the copy that it was made from, and spoils any other', () => {
  const now = [2, 2];
  const copies = copiesOf(now);
  copies.copySent(32, 1);
  copies.deltaSent(32, 1, 2);
  expect(copies.isRight(32)).toBe(true);
  copies.copySent(33, 1);
  copies.deltaSent(33, 2, 2);
  expect(copies.isRight(33)).toBe(false);
  // A spoilt copy stays so, whatever is applied to it, until the page is sent whole.
  copies.deltaSent(33, 2, 2);
  expect(copies.isRight(33)).toBe(false);
  copies.copySent(33, 2);
  expect(copies.isRight(33)).toBe(true);
});

test('a delta for a page of which nothing is known spoils it', () => {
  const copies = copiesOf([1]);
  copies.deltaSent(32, 1, 1);
  expect(copies.isRight(32)).toBe(false);
});

test('each region has copies of its own, from its first page to its last', () => {
  const copies = copiesOf([]);
  for (const page of [64, 95]) {
    copies.copySent(page, 6);
    expect(copies.isRight(page)).toBe(false);
    copies.copySent(page, 7);
    expect(copies.isRight(page)).toBe(true);
  }
});
