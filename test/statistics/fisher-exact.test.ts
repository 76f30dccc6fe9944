import { expect, test } from 'vitest';
import { fisherExact } from '../../src/statistics/fisher-exact.js';

test("Fisher's lady tasting tea (1935): three of four cups right on each side", () => {
  expect(fisherExact({ hits: 1, of: 4 }, { hits: 3, of: 4 })).toBeCloseTo(34 / 70, 12);
});

test('all four cups right', () => {
  expect(fisherExact({ hits: 0, of: 4 }, { hits: 4, of: 4 })).toBeCloseTo(2 / 70, 12);
});

test('equal shares are no difference', () => {
  expect(fisherExact({ hits: 3, of: 9 }, { hits: 3, of: 9 })).toBeCloseTo(1, 9);
  expect(fisherExact({ hits: 0, of: 9 }, { hits: 0, of: 4 })).toBe(1);
});

test('of many runs, the p-value is that of the terms summed one by one', () => {
  // 999 a side take the sums, 1001 the table of factorials: shares alike, the p-values are near each other.
  const [few, many] = [999, 1001].map((of) => fisherExact({ hits: 100, of }, { hits: 130, of }));
  expect(many / few).toBeGreaterThan(0.99);
  expect(many / few).toBeLessThan(1.01);
  expect(fisherExact({ hits: 75_000, of: 150_000 }, { hits: 75_000, of: 150_000 })).toBeCloseTo(
    1,
    6,
  );
});

test.each([
  [10, 12],
  [900, 902],
  [90_000, 90_100],
])(
  'of %d and %d runs that hit in half of all, so many more hits are as likely as so many less',
  (of, ofBase) => {
    const half = (of + ofBase) / 2;
    const shareOf = (hits: number): number =>
      fisherExact({ hits: half - hits, of: ofBase }, { hits, of });
    for (const off of [1, 2, 3]) {
      const hits = of / 2 - off * Math.ceil(Math.sqrt(of) / 4);
      // Each counts the other, whichever is a rounding error larger.
      expect(shareOf(hits) / shareOf(of - hits)).toBeCloseTo(1, 12);
    }
  },
);

test('unequal sizes: convictions of the twins of criminals (Fisher 1925), in R 0.0005367', () => {
  const [alike, unlike] = [
    { hits: 10, of: 13 },
    { hits: 2, of: 17 },
  ];
  expect(fisherExact(alike, unlike)).toBeCloseTo(0.0005367, 7);
  expect(fisherExact(unlike, alike)).toBeCloseTo(0.0005367, 7);
});

test.each([
  // Most of all hit, so that neither side can have none; the smaller side is HEAD, and then BASE.
  [
    { hits: 8, of: 9 },
    { hits: 1, of: 3 },
  ],
  [
    { hits: 1, of: 3 },
    { hits: 8, of: 9 },
  ],
  [
    { hits: 1, of: 7 },
    { hits: 4, of: 5 },
  ],
  [
    { hits: 0, of: 2 },
    { hits: 5, of: 11 },
  ],
])('%j and %j: the share of all ways to deal out the hits', (base, head) => {
  expect(fisherExact(base, head)).toBeCloseTo(countedShare(base, head), 12);
});

interface Share {
  readonly hits: number;
  readonly of: number;
}

/** Deals the hits out in each possible way, and counts those that are as rare as what was seen. */
function countedShare(base: Share, head: Share): number {
  const all = base.of + head.of;
  const waysByHeadHits = new Map<number, number>();
  for (let dealt = 0; dealt < 2 ** all; dealt++) {
    const hits = bits(dealt);
    if (hits !== base.hits + head.hits) continue;
    const headHits = bits(dealt & (2 ** head.of - 1));
    waysByHeadHits.set(headHits, (waysByHeadHits.get(headHits) ?? 0) + 1);
  }
  const ways = [...waysByHeadHits.values()];
  const seen = waysByHeadHits.get(head.hits) ?? 0;
  const sumOf = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);
  return sumOf(ways.filter((count) => count <= seen)) / sumOf(ways);
}

function bits(word: number): number {
  return word.toString(2).replaceAll('0', '').length;
}
