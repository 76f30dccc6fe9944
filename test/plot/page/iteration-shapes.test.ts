import { expect, test } from 'vitest';
import { starGroups } from '../../../src/plot/page/iteration-shapes.js';

test('stars that would lie on each other are one, with a bar to the last of them', () => {
  expect(starGroups([10, 12, 18, 19, 40])).toEqual([
    { first: 10, last: 18 },
    { first: 19, last: 19 },
    { first: 40, last: 40 },
  ]);
  expect(starGroups([])).toEqual([]);
});

test('of any number of iterations the stars are a width apart', () => {
  const groups = starGroups(Array.from({ length: 5000 }, (_, at) => at / 10));
  for (const [at, { first }] of groups.entries()) {
    if (at > 0) expect(first - groups[at - 1].first).toBeGreaterThanOrEqual(9);
  }
});
