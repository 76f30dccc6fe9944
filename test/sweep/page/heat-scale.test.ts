import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  colorOf,
  heatScale,
  hexOf,
  inkOn,
  mixedColor,
  type Rgb,
} from '../../../src/sweep/page/heat-scale.js';
import { draws } from '../../support/draws.js';

test('positions run from the smallest to the largest value', () => {
  const scale = heatScale([100, 200, 150]);
  expect([100, 150, 200].map((value) => scale?.position(value))).toEqual([0, 0.5, 1]);
  expect(scale?.isLogarithmic).toBe(false);
  expect(heatScale([7])?.position(7)).toBe(0);
  expect(heatScale([])).toBeNull();
});

test('a range of more than 50 is logarithmic, unless it begins at zero', () => {
  const scale = heatScale([1, 10, 100]);
  expect(scale?.isLogarithmic).toBe(true);
  expect(scale?.position(10)).toBeCloseTo(0.5);
  expect(heatScale([0, 100])?.isLogarithmic).toBe(false);
});

test('the ends of the colours are the colours themselves, and hexadecimal is read and written', () => {
  const [low, high] = [colorOf('#e3eefa'), colorOf('#062f63')];
  expect(hexOf(mixedColor(low, high, 0))).toBe('#e3eefa');
  expect(hexOf(mixedColor(low, high, 1))).toBe('#062f63');
});

test('text on any colour has a contrast of 4.5', () => {
  const part = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(part, part, part, (...color) => {
      const own = luminance(color);
      const ratio = inkOn(color) === '#000000' ? (own + 0.05) / 0.05 : 1.05 / (own + 0.05);
      expect(ratio).toBeGreaterThanOrEqual(4.5);
    }),
    draws(200),
  );
});

function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
