import { expect, test } from 'vitest';
import { forecastChecks } from '../../src/watch/forecast-check.js';
import { ForecastLog } from '../../src/watch/forecast-log.js';

const at = (elapsedMs: number, median: number) => ({
  elapsedMs,
  endMs: { low: median / 2, median, high: median * 2 },
  downtimeMs: { low: 1, median: 2, high: 3 },
  converges: 0.9,
});

test('of each moment the last forecast before it is looked at', () => {
  const log = [at(200, 8000), at(250, 9000), at(251, 1), at(499, 1000), at(700, 400)];
  const checks = forecastChecks(log, 1000, 4);
  expect(checks.map(({ elapsedMs, percent }) => [percent, elapsedMs])).toEqual([
    [25, 250],
    [50, 499],
    [75, 700],
  ]);
  expect(checks.map(({ end }) => [end?.errorPercent, end?.isWithin])).toEqual([
    [800, false],
    [0, true],
    [-60, false],
  ]);
  expect(checks[0].downtime).toMatchObject({ errorPercent: -50, isWithin: false });
});

test('a moment before the first forecast is left out', () => {
  expect(forecastChecks([at(600, 1)], 1000, 4).map(({ percent }) => percent)).toEqual([75]);
  expect(forecastChecks([], 1000, 4)).toEqual([]);
});

test('where no end was forecast, or QEMU tells no downtime, there is nothing to compare', () => {
  const [check] = forecastChecks([{ ...at(1, 1), endMs: null }], 1000, null);
  expect(check).toMatchObject({ end: null, downtime: null, converges: 0.9 });
});

test('a log of any length stays small, and keeps its first and about its last forecast', () => {
  for (const length of [1, 4095, 4096, 100_000]) {
    const log = new ForecastLog();
    for (let ms = 0; ms < length; ms++) {
      log.add(ms, { ...at(ms, 1), limitedBy: 'link', unknown: null, hopeless: null });
    }
    const { forecasts } = log;
    expect(forecasts.length).toBeLessThanOrEqual(4096);
    expect(forecasts[0].elapsedMs).toBe(0);
    expect(length - (forecasts.at(-1)?.elapsedMs ?? 0)).toBeLessThanOrEqual(1 + length / 2000);
  }
});
