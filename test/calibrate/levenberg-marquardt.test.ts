import { describe, expect, test } from 'vitest';
import {
  levenbergMarquardt,
  type FitOptions,
  type FitParameter,
  type FitProgress,
} from '../../src/calibrate/levenberg-marquardt.js';

const options: FitOptions = { differenceStep: 0.03, maxIterations: 60, minimumGain: 1e-9 };

function within(start: number, minimum = 1e-3, maximum = 1e3): FitParameter {
  return { start, minimum, maximum };
}

function expectNear(found: readonly number[], expected: readonly number[], share: number): void {
  expect(found).toHaveLength(expected.length);
  found.forEach((value, index) => {
    expect(Math.abs(value / expected[index] - 1)).toBeLessThan(share);
  });
}

describe('a line', () => {
  /** Points of y = 3 + 0.5 x, with offsets whose best line is the same. */
  const points = [
    [0, 3.1],
    [10, 7.9],
    [20, 12.9],
    [30, 18.1],
  ] as const;
  const residuals = ([offset, slope]: readonly number[]): number[] =>
    points.map(([x, y]) => offset + slope * x - y);

  test('is fitted by least squares', () => {
    const fit = levenbergMarquardt([within(50), within(20)], residuals, options);
    expectNear(fit.point, [3, 0.5], 1e-3);
    expect(fit.loss).toBeCloseTo(0.04, 4);
  });

  test('the loss is that of the point, and only gets better', () => {
    const seen: FitProgress[] = [];
    const fit = levenbergMarquardt([within(50), within(20)], residuals, {
      ...options,
      onImprovement: (progress) => void seen.push(progress),
    });
    const losses = seen.map(({ loss }) => loss);
    expect(losses).toEqual([...losses].sort((a, b) => b - a));
    for (const { point, loss } of [...seen, fit]) {
      expect(loss).toBe(residuals(point).reduce((sum, r) => sum + r * r, 0));
    }
    expect(seen.at(-1)?.point).toEqual(fit.point);
    expect(seen.at(-1)?.evaluations).toBeLessThanOrEqual(fit.evaluations);
  });
});

describe("Rosenbrock's valley", () => {
  const residuals = ([x, y]: readonly number[]): number[] => [10 * (y - x * x), 1 - x];

  test.each([
    [0.3, 4],
    [3, 0.5],
    [0.05, 0.05],
    [4, 10],
  ])('is followed to its end from %d, %d', (x, y) => {
    const fit = levenbergMarquardt([within(x), within(y)], residuals, options);
    expectNear(fit.point, [1, 1], 0.01);
  });
});

describe('the rules', () => {
  /** Wants to go to 5, which is out of bounds. */
  const towardsFive = ([x]: readonly number[]): number[] => [x - 5];

  test('stays within bounds, and ends there', () => {
    const fit = levenbergMarquardt([{ start: 1, minimum: 0.5, maximum: 2 }], towardsFive, options);
    expect(fit.point).toEqual([2]);
    expect(fit.loss).toBe(9);
  });

  test('tries only values of four digits', () => {
    const tried: number[] = [];
    levenbergMarquardt(
      [within(Math.PI)],
      (point) => {
        tried.push(...point);
        return towardsFive(point);
      },
      options,
    );
    expect(tried.length).toBeGreaterThan(5);
    for (const value of tried) expect(value).toBe(Number(value.toPrecision(4)));
  });

  test('ends when nothing is gained, or after the last iteration', () => {
    let evaluations = 0;
    const flat = (): number[] => {
      evaluations++;
      return [1];
    };
    const fit = levenbergMarquardt([within(2)], flat, options);
    expect(fit.point).toEqual([2]);
    expect(fit.evaluations).toBe(evaluations);
    expect(evaluations).toBeLessThan(20);
    const none = levenbergMarquardt([within(2)], towardsFive, { ...options, maxIterations: 0 });
    expect(none).toEqual({ evaluations: 1, loss: 9, point: [2] });
  });
});
