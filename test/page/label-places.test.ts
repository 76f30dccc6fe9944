import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelPlaces, meet } from '../../src/page/label-places.js';
import { draws } from '../support/draws.js';

const bounds = { x: 0, y: 0, width: 300, height: 100 };
const label = (key: number, x: number, y: number) => ({ key, x, y, width: 20, height: 10 });

test('labels stand where they want to be, the later ones beside those before', () => {
  const placed = labelPlaces([label(0, 50, 50), label(1, 52, 51), label(2, 52, 51)], bounds);
  expect(placed).toEqual([label(0, 50, 50), label(1, 52, 61), label(2, 52, 31)]);
});

test('none lies on another or on what is taken, and none leaves the bounds', () => {
  const place = fc.record({
    x: fc.integer({ min: -50, max: 350 }),
    y: fc.integer({ min: -50, max: 150 }),
  });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 60 }), (places) => {
      const taken = [{ x: 100, y: 0, width: 60, height: 30 }];
      const wanted = places.map(({ x, y }, key) => label(key, x, y));
      const placed = labelPlaces(wanted, bounds, taken);
      for (const [at, one] of placed.entries()) {
        const others = [...placed.slice(at + 1), ...taken];
        expect(others.filter((other) => meet(one, other))).toEqual([]);
        expect(one.x >= 0 && one.x + 20 <= 300 && one.y >= 0 && one.y + 10 <= 100).toBe(true);
      }
    }),
    draws(100),
  );
});
