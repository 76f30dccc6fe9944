import { describe, expect, test } from 'vitest';
import type { ComparableRun } from '../../src/compare/comparable-run.js';
import { compareConvergence } from '../../src/compare/convergence-comparison.js';
import { compareMetric } from '../../src/compare/metric-comparison.js';
import { pairRuns } from '../../src/compare/pairing.js';
import { parseThresholds } from '../../src/compare/threshold.js';
import { checkThreshold } from '../../src/compare/threshold-check.js';
import { comparableRun, timedRuns } from './runs.js';

/** What a threshold says of runs of one scenario. */
function check(
  text: string,
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
): readonly [status: string, detail: string] {
  const samples = pairRuns({ title: 'heavy', identity: {}, base, head }, false);
  const metric = compareMetric('total-time', samples, 'heavy', { noise: 0, alpha: 0.05 });
  const [threshold] = parseThresholds(text, '--threshold');
  const comparison = {
    scenario: 'heavy',
    base_runs: base.length,
    head_runs: head.length,
    pairs: null,
    notes: [],
    identity: {},
    convergence: compareConvergence(samples, 0.05),
    metrics: metric === null ? [] : [metric],
  };
  const { status, detail } = checkThreshold(threshold, comparison, head);
  return [status, detail];
}

const one = timedRuns([400]);

describe('the limit itself', () => {
  test.each([
    ['total-time<=500ms', [500], 'passed'],
    ['total-time<500ms', [500], 'breached'],
    ['total-time<500ms', [499], 'passed'],
    ['total-time<=500ms', [501], 'breached'],
    ['total-time<=25%', [500], 'passed'],
    ['total-time<25%', [500], 'breached'],
  ])('%s of %j ms: %s', (threshold, times, status) => {
    expect(check(threshold, one, timedRuns(times))[0]).toBe(status);
  });

  test.each([
    // The changes are of 25 and 50 %.
    ['total-time<=50%', 'passed'],
    ['total-time<50%', 'unknown'],
    ['total-time<=25%', 'unknown'],
    ['total-time<25%', 'breached'],
  ])('%s of an interval from 25 to 50 %%: %s', (threshold, status) => {
    const [base, head] = [timedRuns([400, 800]), timedRuns([500, 1200])];
    expect(check(threshold, base, head)).toEqual([status, '+41.7%, between +25.0% and +50.0%']);
  });
});

test('a value is that of the worst run of HEAD', () => {
  expect(check('total-time<450ms', one, timedRuns([420, 460, 440]))).toEqual([
    'breached',
    'at most 460 ms in 3 runs of HEAD',
  ]);
});

test('runs that do not complete have no value that could pass', () => {
  const head = [...timedRuns([400]), comparableRun({ repeat: 2, isCompleted: false })];
  expect(check('total-time<=500ms', timedRuns([400, 400]), head)).toEqual([
    'breached',
    '1 of 2 runs of HEAD did not complete',
  ]);
  expect(check('not-converged<=1', timedRuns([400, 400]), head)[0]).toBe('passed');
  expect(check('not-converged<1', timedRuns([400, 400]), head)[0]).toBe('breached');
});
