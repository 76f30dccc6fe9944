import { expect, test } from 'vitest';
import { heldReading } from '../../../src/calibrate/recorded/held-reading.js';
import type { ToldNumber } from '../../../src/calibrate/recorded/host-reading.js';

function held(value: number, standardError: number, usual: number) {
  const reading: ToldNumber = {
    kind: 'told',
    number: 'timedWaitLateUs',
    value,
    standardError,
    scatter: 0,
    files: ['a.json'],
    origin: 'slices',
  };
  return heldReading(reading, usual);
}

test('what is certain stays as it was read', () => {
  expect(held(500, 1, 50)?.value).toBeCloseTo(500, 1);
  expect(held(500, 0, 50)?.value).toBe(500);
  expect(held(500, 1, 50)?.standardError).toBeCloseTo(1, 3);
});

test('what is not moves to the start, the more the less certain it is', () => {
  const values = [20, 100, 200, 300].map((error) => held(500, error, 50)?.value ?? 50);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
  expect(values[0]).toBeGreaterThan(480);
  expect(values[3]).toBeLessThan(150);
});

test('a factor of three is one miss', () => {
  const { value = NaN } = held(150, 30, 50) ?? {};
  const miss = (log: number) =>
    ((150 - Math.exp(log)) / 30) ** 2 + (Math.log(Math.exp(log) / 50) / Math.log(3)) ** 2;
  for (const step of [-0.01, 0.01]) {
    expect(miss(Math.log(value) + step)).toBeGreaterThan(miss(Math.log(value)));
  }
});

test('what says less than the start says nothing', () => {
  expect(held(60, 70, 50)).toBeNull();
  expect(held(-40, 400, 50)).toBeNull();
});

test('less than nothing is as little as its error allows', () => {
  expect(held(-40, 10, 500)?.value).toBeGreaterThan(0);
  expect(held(-40, 10, 500)?.value).toBeLessThan(15);
});

test('a start of nothing holds nothing', () => {
  expect(held(30, 20, 0)?.value).toBe(30);
  expect(held(30, 40, 0)).toBeNull();
});
