import { describe, expect, test } from 'vitest';
import { mean } from '../../src/statistics/summary.js';
import { run } from '../cli/program.js';
import {
  type CoverLetter,
  publishedRuns,
  repeatsOf,
  seedsUpTo,
  simulateCell,
} from './cover-letters.js';

/** How far the largest value is above the smallest, relative to it. */
function spread(values: readonly number[]): number {
  return Math.max(...values) / Math.min(...values) - 1;
}

describe.each<[CoverLetter, number, number]>([
  ['cover-letter-v1', 3000, 3],
  ['cover-letter-v1', 5000, 3],
  ['cover-letter-v2', 3000, 2],
  ['cover-letter-v2', 3500, 2],
])('%s, %d MB, original', (letter, stressMib, repeats) => {
  const runs = simulateCell(letter, stressMib, 'original', repeatsOf(repeats));

  test('the mean total time is within 3 % of the published one', () => {
    const published = publishedRuns(letter, stressMib, 'original');
    const ratio =
      mean(runs.map(({ totalTimeMs }) => totalTimeMs)) /
      mean(published.map(({ total_time_ms }) => total_time_ms));
    expect(Math.abs(ratio - 1)).toBeLessThan(0.03);
  });

  test('every run completes at the highest throttle after 22 to 30 iterations', () => {
    for (const { status, maxThrottlePercent, dirtySyncCount } of runs) {
      expect({ status, maxThrottlePercent }).toEqual({
        status: 'completed',
        maxThrottlePercent: 99,
      });
      expect(dirtySyncCount).toBeGreaterThanOrEqual(22);
      expect(dirtySyncCount).toBeLessThanOrEqual(30);
    }
  });
});

describe.each<[CoverLetter, number]>([
  ['cover-letter-v1', 3],
  ['cover-letter-v2', 2],
])('%s, 150 MB, original', (letter, repeats) => {
  test('totals lie in the published range, widened by 10 %', () => {
    const published = publishedRuns(letter, 150, 'original').map((one) => one.total_time_ms);
    for (const { totalTimeMs } of simulateCell(letter, 150, 'original', repeatsOf(repeats))) {
      expect(totalTimeMs).toBeGreaterThan(Math.min(...published) * 0.9);
      expect(totalTimeMs).toBeLessThan(Math.max(...published) * 1.1);
    }
  });

  test('nine seeds spread at least half as far as the published repeats do', () => {
    const published = publishedRuns(letter, 150, 'original').map((one) => one.total_time_ms);
    const runs = simulateCell(letter, 150, 'original', seedsUpTo(9));
    expect(spread(runs.map(({ totalTimeMs }) => totalTimeMs))).toBeGreaterThan(
      spread(published) / 2,
    );
  });
});

test('without auto-converge the moderate load never completes', async () => {
  const { code, out } = await run(
    (
      '--host smartx-v1 --cpus 16 --mem 100 --stress-mem 3000 --max-iters 200 --max-time 1200 ' +
      '--downtime 500 --require-convergence'
    ).split(' '),
  );
  expect(code).toBe(3);
  expect(out).toMatch(/^\| precopy +\| \d+ +\| - +\|/m);
  expect(out).toContain('cancelled');
});
