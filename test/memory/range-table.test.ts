import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import {
  appendPages,
  canonical,
  concatenate,
  pagesOf,
  partition,
  type RangeTable,
  type SplitPart,
} from '../../src/memory/range-table.js';

type Pair = readonly [start: number, length: number];

const table = (pairs: readonly Pair[]): RangeTable => ({
  starts: pairs.map(([start]) => start),
  lengths: pairs.map(([, length]) => length),
});
const pairs = ({ starts, lengths }: RangeTable): Pair[] =>
  starts.map((start, index) => [start, lengths[index]]);
const pagesNamed = (named: RangeTable): number[] =>
  pairs(named).flatMap(([start, length]) => Array.from({ length }, (_, page) => start + page));

const anyTable = fc
  .array(fc.tuple(fc.nat(400), fc.integer({ min: 1, max: 40 })), { maxLength: 30 })
  .map(table);

function expectCanonical({ starts, lengths }: RangeTable): void {
  starts.forEach((start, index) => {
    expect(lengths[index]).toBeGreaterThan(0);
    if (index > 0) expect(start).toBeGreaterThan(starts[index - 1] + lengths[index - 1]);
  });
}

function tableOf(set: PageBitmap, firstPage: number): RangeTable {
  const starts: number[] = [];
  const lengths: number[] = [];
  appendPages(starts, lengths, set, firstPage);
  return { starts, lengths };
}

describe('a table from a bitmap', () => {
  it('joins set bits, also across a word boundary', () => {
    // The upstream vector, in pages: words 0b1111_1110_1110 and 0b1_0000, base 1.
    const set = new PageBitmap(128);
    set.orWords(new Uint32Array([0b1111_1110_1110, 0, 0b1_0000, 0]), 0);
    expect(pairs(tableOf(set, 1))).toEqual([
      [2, 3],
      [6, 7],
      [69, 1],
    ]);
    const across = new PageBitmap(64);
    across.orWords(new Uint32Array([0x8000_0000, 1]), 0);
    expect(pairs(tableOf(across, 0))).toEqual([[31, 2]]);
  });
});

describe('merging', () => {
  it.each([
    {
      mine: [[0, 10]],
      theirs: [[20, 5]],
      union: [
        [0, 10],
        [20, 5],
      ],
    },
    { mine: [[0, 10]], theirs: [[5, 10]], union: [[0, 15]] },
    { mine: [[0, 10]], theirs: [[10, 5]], union: [[0, 15]] },
    { mine: [[0, 20]], theirs: [[5, 5]], union: [[0, 20]] },
    {
      mine: [
        [0, 5],
        [20, 5],
      ],
      theirs: [[5, 15]],
      union: [[0, 25]],
    },
    {
      mine: [
        [2, 1],
        [3, 2],
        [10, 5],
      ],
      theirs: [
        [2, 1],
        [10, 5],
        [20, 9],
      ],
      union: [
        [2, 3],
        [10, 5],
        [20, 9],
      ],
    },
  ] satisfies { mine: Pair[]; theirs: Pair[]; union: Pair[] }[])(
    'unites $mine and $theirs',
    ({ mine, theirs, union }) => {
      expect(pairs(canonical(concatenate([table(mine), table(theirs)])))).toEqual(union);
    },
  );

  it('gives the union, canonically', () => {
    fc.assert(
      fc.property(anyTable, anyTable, (a, b) => {
        const union = canonical(concatenate([a, b]));
        expectCanonical(union);
        const expected = new Set([...pagesNamed(a), ...pagesNamed(b)]);
        expect(pagesNamed(union)).toEqual([...expected].sort((x, y) => x - y));
      }),
    );
  });
});

describe('concatenating', () => {
  it('keeps order, overlaps and duplicates', () => {
    const joined = concatenate([table([[8, 4]]), table([[0, 2]]), table([[8, 1]])]);
    expect(pairs(joined)).toEqual([
      [8, 4],
      [0, 2],
      [8, 1],
    ]);
    expect(pagesOf(joined)).toBe(7);
  });
});

describe('partitioning', () => {
  const four: Pair[] = [
    [0, 2],
    [4, 2],
    [8, 2],
    [12, 2],
  ];
  it.each([
    {
      takes: 'upper',
      size: 5,
      ranges: four,
      chunks: [
        [
          [12, 2],
          [8, 2],
          [5, 1],
        ],
        [
          [4, 1],
          [0, 2],
        ],
      ],
    },
    {
      takes: 'lower',
      size: 5,
      ranges: four,
      chunks: [
        [
          [12, 2],
          [8, 2],
          [4, 1],
        ],
        [
          [5, 1],
          [0, 2],
        ],
      ],
    },
    { takes: 'upper', size: 4, ranges: [[0, 10]], chunks: [[[6, 4]], [[2, 4]], [[0, 2]]] },
    { takes: 'lower', size: 4, ranges: [[0, 10]], chunks: [[[0, 4]], [[4, 4]], [[8, 2]]] },
    { takes: 'upper', size: 2, ranges: [[0, 3]], chunks: [[[1, 2]], [[0, 1]]] },
    { takes: 'upper', size: 2, ranges: [], chunks: [] },
  ] satisfies { takes: SplitPart; size: number; ranges: Pair[]; chunks: Pair[][] }[])(
    'takes the $takes part in chunks of $size: $ranges',
    ({ takes, size, ranges, chunks }) => {
      expect([...partition(table(ranges), size, takes)].map(pairs)).toEqual(chunks);
    },
  );

  it('conserves pages, and no chunk is larger than asked', () => {
    const sizes = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(
        anyTable,
        sizes,
        fc.constantFrom<SplitPart>('upper', 'lower'),
        (any, size, takes) => {
          const chunks = [...partition(any, size, takes)];
          for (const chunk of chunks.slice(0, -1)) expect(pagesOf(chunk)).toBe(size);
          expect(chunks.length).toBe(Math.ceil(pagesOf(any) / size));
          const named = chunks.flatMap(pagesNamed).sort((x, y) => x - y);
          expect(named).toEqual(pagesNamed(any).sort((x, y) => x - y));
        },
      ),
    );
  });
});
