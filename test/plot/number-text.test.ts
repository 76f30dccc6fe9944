import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numbersToText, roundingUnit, textToNumbers } from '../../src/plot/number-text.js';

test('whole numbers come back as they were, whatever their signs and sizes', () => {
  const numbers = fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }));
  fc.assert(
    fc.property(numbers, (list) => {
      expect(textToNumbers(numbersToText(list, 1), 1)).toEqual(list);
    }),
  );
});

test('other numbers come back within half a unit', () => {
  const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(numbers, (list) => {
      const back = textToNumbers(numbersToText(list, 0.01), 0.01);
      expect(back).toHaveLength(list.length);
      for (const [at, number] of list.entries()) {
        expect(Math.abs(back[at] - number)).toBeLessThanOrEqual(0.00501);
      }
    }),
  );
});

test('a small step takes one character, and none that HTML or JSON would notice', () => {
  expect(numbersToText([3, 4, 4, 2], 1)).toHaveLength(4);
  const long = numbersToText([1e9, -1e9, 0.5, 12345], 0.001);
  expect(long).toMatch(/^[\w-]+$/);
});

test('the unit of rounding leaves as many digits of the largest number as were asked for', () => {
  expect(roundingUnit(31_234, 4)).toBe(10);
  expect(roundingUnit(0.5, 3)).toBeCloseTo(0.001);
  expect(roundingUnit(0, 4)).toBe(1);
});
