import { expect, test } from 'vitest';
import { compareSides, defaultCompareOptions } from '../../src/compare/compare.js';
import { parseThresholds } from '../../src/compare/threshold.js';
import { renderComparisonAs } from '../../src/compare/comparison-format.js';
import { metricNames } from '../../src/compare/comparison-metric.js';
import {
  type ComparisonDocument,
  comparisonDocumentSchema,
} from '../../src/compare/comparison-record.js';
import { plainStyle } from '../../src/documents/text-style.js';
import { comparableRun, timedRuns } from './runs.js';

const times = [400_000, 395_000, 410_000, 402_000, 399_000, 405_000];

function sample(threshold: string | null = null): ComparisonDocument {
  const name = { scenario: '<a> | "b" & c' };
  const real = { isReal: true, identity: { scenario: 'real' } };
  const base = [...timedRuns(times, { identity: name }), ...timedRuns([2000], real)];
  const slower = times.map((time) => time * 1.03);
  const head = [
    ...timedRuns(slower, { identity: name }),
    ...timedRuns([2100], real),
    comparableRun({ identity: { scenario: 'new' } }),
  ];
  return compareSides(
    { path: 'before', runs: base },
    { path: 'after', runs: head },
    {
      ...defaultCompareOptions,
      thresholds: threshold === null ? [] : parseThresholds(threshold, '--threshold'),
    },
  );
}

test('table', async () => {
  const text = await renderComparisonAs(sample('total-time<5%'), 'table', plainStyle);
  expect(text).toBe(
    `BASE before: 7 runs (model 1, 1 real)
HEAD after: 8 runs (model 1, 1 real)

<a> | "b" & c (6 seeds)
  metric         BASE mean  HEAD mean  change    95% interval  verdict
  not-converged     0 of 6     0 of 6                          same
  total-time       401.8 s    413.9 s   +3.0%  +3.0% to +3.0%  worse

real (1 and 1 runs)
  metric         BASE median  HEAD median  change  95% interval      p  verdict
  not-converged       0 of 1       0 of 1                        1.000  same
  total-time         2000 ms      2100 ms   +5.0%                1.000  unknown
      needs at least 4 runs a side, has 1 and 1

not-converged: 2 same
total-time: 1 worse, 1 unknown

only in HEAD: new

passed    total-time<5%  <a> | "b" & c: +3.0%, between +3.0% and +3.0%
unknown   total-time<5%  real: +5.0%: needs at least 4 runs a side, has 1 and 1
`,
  );
});

test('no line is longer than 100 columns', async () => {
  const long = { scenario: 'a scenario with a name of many words '.repeat(6).trim() };
  const real = { isReal: true, identity: long };
  const one = (head: boolean) =>
    timedRuns([1e7, 1.1e7, 1.2e7, head ? 9e9 : 1.3e7], real).map((run) => ({
      ...run,
      values: new Map([...metricNames.map((name) => [name, 1.5e12] as const), ...run.values]),
    }));
  const options = {
    ...defaultCompareOptions,
    thresholds: parseThresholds('total-time<5%', '--threshold'),
  };
  const document = compareSides(
    { path: 'a', runs: one(false) },
    { path: 'b', runs: one(true) },
    options,
  );
  const text = await renderComparisonAs(document, 'table', plainStyle);
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
});

test('json is the published document', async () => {
  const document = sample('total-time<5%');
  const text = await renderComparisonAs(document, 'json', plainStyle);
  expect(comparisonDocumentSchema.parse(JSON.parse(text))).toEqual(document);
});

test('markdown', async () => {
  const text = await renderComparisonAs(sample(), 'markdown', plainStyle);
  expect(text).toContain('### Regression: 1 worse\n');
  expect(text).toContain(
    '| metric | BASE mean | HEAD mean | change | 95% interval | verdict | note |',
  );
  expect(text).toContain(
    '| total-time | 401.8 s | 413.9 s | +3.0% | +3.0% to +3.0% | **worse** |  |',
  );
  expect(text).toContain(String.raw`**\<a> \| "b" & c** (6 seeds)`);
  expect(text).toContain('- only in HEAD: new');
  expect(await renderComparisonAs(sample('total-time<50%'), 'markdown', plainStyle)).toContain(
    '| total-time<50% | real | unknown |',
  );
});

test('junit without thresholds: a case for each metric', async () => {
  const text = await renderComparisonAs(sample(), 'junit', plainStyle);
  expect(text).toContain(
    '<testsuites name="guestperf-sim compare" tests="4" failures="1" errors="0" skipped="1" time="0">',
  );
  expect(text).toContain(
    '<testsuite name="&lt;a&gt; | &quot;b&quot; &amp; c" tests="2" failures="1"',
  );
  expect(text).toContain(
    '<failure message="worse: 401.8 s -&gt; 413.9 s, +3.0%, +3.0% to +3.0%"/>',
  );
  expect(text).toContain('<skipped message="unknown: 2000 ms -&gt; 2100 ms, +5.0% (needs at least');
});

test('junit with thresholds: a case for each of them', async () => {
  const text = await renderComparisonAs(sample('total-time<2%'), 'junit', plainStyle);
  expect(text).toContain('tests="2" failures="2"');
  expect(text).toContain('name="total-time&lt;2%"');
  expect(text).toContain('<failure message="breached: +3.0%, between +3.0% and +3.0%"/>');
  expect(text).toContain('<failure message="unknown: +5.0%: needs');
});

test('benchmark is what github-action-benchmark reads', async () => {
  const entries = JSON.parse(await renderComparisonAs(sample(), 'benchmark', plainStyle));
  expect(entries).toHaveLength(4);
  expect(entries[1]).toEqual({
    name: '<a> | "b" & c: total-time',
    unit: 'ms',
    value: 413_888.333,
    range: '406850 to 422300',
    extra: 'mean of 6 runs\nagainst BASE: worse (+3.0%)',
  });
  for (const { name, unit, value } of entries) {
    expect([typeof name, typeof unit, typeof value]).toEqual(['string', 'string', 'number']);
  }
});
