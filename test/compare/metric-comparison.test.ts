import { describe, expect, test } from 'vitest';
import type { ComparableRun } from '../../src/compare/comparable-run.js';
import { compareMetric } from '../../src/compare/metric-comparison.js';
import { pairRuns } from '../../src/compare/pairing.js';
import type { MetricComparison } from '../../src/compare/comparison-record.js';
import { comparableRun, timedRuns } from './runs.js';

function totalTime(
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
  noise = 0.01,
): MetricComparison | null {
  const samples = pairRuns({ title: 'heavy', identity: {}, base, head }, false);
  return compareMetric('total-time', samples, 'heavy', { noise, alpha: 0.05 });
}

const times = [400, 395, 410, 402, 399, 405, 391, 408, 403];

describe('the same seeds', () => {
  test('equal to the last digit: the same, without statistics', () => {
    expect(totalTime(timedRuns(times), timedRuns(times))).toMatchObject({
      method: 'exact',
      change_percent: 0,
      interval_percent: null,
      verdict: 'same',
      note: null,
    });
  });

  test('all three percent slower: worse', () => {
    const slower = timedRuns(times.map((time, index) => time * (1.03 + (index % 3) / 1000)));
    const comparison = totalTime(timedRuns(times), slower);
    expect(comparison).toMatchObject({ method: 'paired', verdict: 'worse', p_value: null });
    expect(comparison?.change_percent).toBeCloseTo(3.1, 1);
    expect(comparison?.interval_percent?.low).toBeGreaterThan(2.9);
    expect(comparison?.interval_percent?.high).toBeLessThan(3.3);
  });

  test('all three percent faster: better', () => {
    const faster = timedRuns(times.map((time, index) => time * (0.97 - (index % 3) / 1000)));
    expect(totalTime(timedRuns(times), faster)?.verdict).toBe('better');
  });

  test('within the band of noise: the same, unless the band is narrower', () => {
    const slower = timedRuns(times.map((time, index) => time * (1.005 + (index % 3) / 1000)));
    expect(totalTime(timedRuns(times), slower)?.verdict).toBe('same');
    expect(totalTime(timedRuns(times), slower, 0.001)?.verdict).toBe('worse');
  });

  test('an interval over the edge of the band is unknown, and says how many seeds would tell', () => {
    const mixed = timedRuns(times.map((time, index) => time * (index % 2 === 0 ? 1.06 : 0.99)));
    const comparison = totalTime(timedRuns(times), mixed);
    expect(comparison?.verdict).toBe('unknown');
    expect(comparison?.note).toMatch(/^about \d+ seeds would tell$/);
  });

  test('too few for an interval: exact for these, if the model is one', () => {
    const base = timedRuns([400]);
    expect(totalTime(base, timedRuns([412]))).toMatchObject({
      method: 'exact',
      change_percent: 3,
      verdict: 'worse',
      note: 'of this seed only: --repeat 6 tells of others',
    });
    expect(totalTime(base, timedRuns([412], { modelVersion: '2' }))).toMatchObject({
      method: 'paired',
      verdict: 'unknown',
      note: 'two versions of the model need at least 6 seeds (--repeat 6)',
    });
  });

  test('a few seeds tell if all of them agree', () => {
    const base = timedRuns([400, 500, 600]);
    expect(totalTime(base, timedRuns([412, 520, 630]))).toMatchObject({
      method: 'exact',
      interval_percent: { low: 3, high: 5 },
      verdict: 'worse',
      note: 'range over these 3 seeds: --repeat 6 tells of others',
    });
    expect(totalTime(base, timedRuns([412, 500, 630]))?.verdict).toBe('unknown');
    expect(totalTime(base, timedRuns([401, 500, 600]))?.verdict).toBe('same');
  });

  test('the edges of the band belong to it', () => {
    const base = timedRuns([400, 800]);
    const verdict = (...head: number[]) => totalTime(base, timedRuns(head), 0.25)?.verdict;
    expect(verdict(500, 1000)).toBe('same');
    expect(verdict(300, 600)).toBe('same');
    expect(verdict(300, 1000)).toBe('same');
    expect(verdict(501, 1002)).toBe('worse');
    expect(verdict(299, 598)).toBe('better');
  });

  test('runs that ended differently are left out', () => {
    const base = timedRuns([400, 410]);
    const head = [
      ...timedRuns([400]),
      comparableRun({ repeat: 2, isCompleted: false, values: { 'total-time': 120 } }),
    ];
    expect(totalTime(base, head)).toMatchObject({ verdict: 'same', base: { runs: 1 } });
  });

  test('cancelled on both sides: compared as they are', () => {
    const base = timedRuns([1200, 1200], { isCompleted: false });
    expect(totalTime(base, base)).toMatchObject({ verdict: 'same', head: { runs: 2 } });
  });

  test('no run of HEAD completes: worse; of BASE: better', () => {
    const done = timedRuns([400, 410]);
    const cancelled = timedRuns([1200, 1200], { isCompleted: false });
    expect(totalTime(done, cancelled)).toMatchObject({
      change_percent: null,
      verdict: 'worse',
      note: 'no run of HEAD completed',
    });
    expect(totalTime(cancelled, done)?.verdict).toBe('better');
  });

  test('from zero there is no ratio', () => {
    const zero = timedRuns([0, 0, 0, 0, 0, 0]);
    const some = timedRuns([1, 2, 3, 1, 2, 3]);
    expect(totalTime(zero, some)).toMatchObject({ change_percent: null, verdict: 'worse' });
    expect(totalTime(some, zero)).toMatchObject({ change_percent: -100, verdict: 'better' });
  });
});

describe('two samples', () => {
  const real = { isReal: true };

  test('far apart: worse, with the p-value of the Mann-Whitney test', () => {
    const base = timedRuns([100, 101, 102, 103], real);
    const comparison = totalTime(base, timedRuns([110, 111, 112, 113], real));
    expect(comparison).toMatchObject({ method: 'unpaired', verdict: 'worse' });
    expect(comparison?.p_value).toBeCloseTo(2 / 70, 9);
  });

  test('too few runs: unknown, with the number that is needed', () => {
    const comparison = totalTime(timedRuns([100, 101, 102], real), timedRuns([200, 201], real));
    expect(comparison).toMatchObject({
      verdict: 'unknown',
      interval_percent: null,
      note: 'needs at least 4 runs a side, has 3 and 2',
    });
  });

  test('a p-value of alpha is evidence enough', () => {
    const [base, head] = [timedRuns([100, 101, 102], real), timedRuns([200, 201, 202], real)];
    const samples = pairRuns({ title: 'heavy', identity: {}, base, head }, false);
    const at = (alpha: number) =>
      compareMetric('total-time', samples, 'heavy', { noise: 0.01, alpha });
    // Two of 20 ways to deal out the values are the most extreme ones.
    expect(at(0.1)).toMatchObject({ p_value: 0.1, verdict: 'worse' });
    expect(at(0.099)).toMatchObject({ p_value: 0.1, verdict: 'unknown' });
  });

  test('mingled: unknown if wide, the same if all within the noise', () => {
    const wide = timedRuns([90, 95, 100, 105, 110, 115], real);
    expect(totalTime(wide, timedRuns([92, 96, 101, 104, 111, 113], real))).toMatchObject({
      verdict: 'unknown',
      note: expect.stringContaining('runs a side would tell'),
    });
    const narrow = timedRuns([1000, 1001, 1002, 1003, 1004, 1005], real);
    expect(totalTime(narrow, timedRuns([1001, 1002, 1000, 1004, 1003], real))?.verdict).toBe(
      'same',
    );
  });

  test('only completed runs count where both sides have some', () => {
    const cancelled = timedRuns([5], { ...real, isCompleted: false });
    const base = [...timedRuns([100, 101, 102, 103], real), ...cancelled];
    expect(totalTime(base, timedRuns([100, 101], real))).toMatchObject({ base: { runs: 4 } });
  });
});

test('a metric that no run has is no comparison', () => {
  const samples = pairRuns(
    { title: 'heavy', identity: {}, base: [comparableRun()], head: [comparableRun()] },
    false,
  );
  expect(compareMetric('downtime', samples, 'heavy', { noise: 0.01, alpha: 0.05 })).toBeNull();
});
