import { modelVersion } from '../../src/model-version.js';
import { expect, test } from 'vitest';
import type { ComparableRun } from '../../src/compare/comparable-run.js';
import {
  compare as compareRecords,
  compareSides,
  type CompareOptions,
  defaultCompareOptions,
} from '../../src/compare/compare.js';
import { runRecord } from '../../src/results/run-record.js';
import { parseThresholds } from '../../src/compare/threshold.js';
import type { ComparisonDocument } from '../../src/compare/comparison-record.js';
import { comparableRun, timedRuns } from './runs.js';
import { completedRun } from '../results/sample-results.js';

function compare(
  base: readonly ComparableRun[],
  head: readonly ComparableRun[],
  threshold = '',
  changes: Partial<CompareOptions> = {},
): ComparisonDocument {
  return compareSides(
    { path: 'base', runs: base },
    { path: 'head', runs: head },
    {
      ...defaultCompareOptions,
      thresholds: threshold === '' ? [] : parseThresholds(threshold, '--threshold'),
      ...changes,
    },
  );
}

const times = [400, 395, 410, 402, 399, 405, 391, 408, 403];
const slower = times.map((time, index) => time * (1.03 + (index % 3) / 1000));

test('without thresholds a regression of what decides fails', () => {
  expect(compare(timedRuns(times), timedRuns(slower)).failures).toEqual([
    'heavy: total-time is worse',
  ]);
  expect(compare(timedRuns(slower), timedRuns(times)).failures).toEqual([]);
});

test('more iterations are worse, but fail nothing by themselves', () => {
  const [base, head] = [20, 30].map((iterations) => [comparableRun({ values: { iterations } })]);
  const document = compare(base, head);
  expect(document.results[0].metrics[0].verdict).toBe('worse');
  expect(document.failures).toEqual([]);
  expect(compare(base, head, 'iterations<10%').failures).toHaveLength(1);
});

test.each([
  ['total-time<5%', 'passed'],
  ['total-time<3.1%', 'unknown'],
  ['total-time<2%', 'breached'],
  ['total-time<500ms', 'passed'],
  ['total-time<400ms', 'breached'],
  ['downtime<5%', 'skipped'],
  ['downtime<5s', 'unknown'],
  ['not-converged<=0', 'passed'],
])('threshold %s is %s', (threshold, status) => {
  const { thresholds } = compare(timedRuns(times), timedRuns(slower), threshold);
  expect(thresholds).toMatchObject([{ threshold, scenario: 'heavy', status }]);
});

test('what is unknown fails, unless it is allowed to be', () => {
  const few = compare(
    timedRuns([400], { isReal: true }),
    timedRuns([401], { isReal: true }),
    'total-time<5%',
  );
  expect(few.failures).toEqual([
    'heavy: total-time<5% is unknown: +0.3%: needs at least 4 runs a side, has 1 and 1',
  ]);
  const args = [timedRuns([400], { isReal: true }), timedRuns([401], { isReal: true })] as const;
  expect(compare(...args, 'total-time<5%', { allowUnknown: true }).failures).toEqual([]);
});

test('a scenario that is not in HEAD any more passes nothing', () => {
  const base = [...timedRuns(times), comparableRun({ identity: { scenario: 'gone' } })];
  const document = compare(base, timedRuns(times), 'total-time<5%');
  expect(document.only_in_base).toEqual(['gone']);
  expect(document.failures).toEqual(['gone: total-time<5% is unknown: not in HEAD']);
  expect(compare(base, timedRuns(times)).failures).toEqual([]);
});

test('a threshold on a metric that no scenario has has not been tested', () => {
  expect(compare(timedRuns(times), timedRuns(times), 'downtime<5%').failures).toEqual([
    'downtime<5% is unknown: no scenario has the metric',
  ]);
});

test('a seed that no longer converges is a regression, and breaches every threshold', () => {
  const head = [
    ...timedRuns(times.slice(1), {}).map((run, index) => ({
      ...run,
      draw: { seed: '1', repeat: index + 2 },
    })),
    comparableRun({ isCompleted: false, values: { 'total-time': 10 } }),
  ];
  expect(compare(timedRuns(times), head).failures).toEqual(['heavy: not-converged is worse']);
  for (const threshold of ['total-time<50%', 'total-time<1000s', 'not-converged<=0']) {
    expect(compare(timedRuns(times), head, threshold).thresholds).toMatchObject([
      { status: 'breached', detail: expect.stringContaining('1 of 9 runs of HEAD') },
    ]);
  }
});

test('no scenario in common is one sentence', () => {
  const other = [comparableRun({ identity: { scenario: 'light' } })];
  expect(() => compare(timedRuns(times), other)).toThrow(
    'compare: no scenario is in both base and head: the one has heavy, the other light',
  );
});

test('records are compared without files', () => {
  const base = [1, 2, 3].map((repeat) => runRecord(completedRun({}, { repeat })));
  const head = base.map((record) => ({ ...record, total_time_ms: 2 * record.total_time_ms }));
  expect(compareRecords(base, base).failures).toEqual([]);
  const { base: side, failures, results } = compareRecords(base, head);
  expect(side).toEqual({ path: 'base', runs: 3, model_versions: [modelVersion], recorded_runs: 0 });
  expect(failures).toEqual([`${results[0].scenario}: total-time is worse`]);
  const held = compareRecords(base, head, {
    threshold: 'total-time<=100%',
    metrics: ['total-time'],
  });
  expect(held.failures).toEqual([]);
  expect(held.results[0].metrics).toHaveLength(1);
  expect(() => compareRecords(base, head, { threshold: 'total<1%' })).toThrow(
    /^threshold: total is not a metric; allowed: /,
  );
});
