import { expect, test } from 'vitest';
import { parseThresholds } from '../../src/compare/threshold.js';

const parse = (text: string) => parseThresholds(text, '--threshold');

test('limits of changes and of values', () => {
  expect(parse('total-time<5%, downtime<=0.3s,transferred<2GiB,not-converged<=0')).toEqual([
    { text: 'total-time<5%', metric: 'total-time', kind: 'change', limit: 5, isInclusive: false },
    { text: 'downtime<=0.3s', metric: 'downtime', kind: 'value', limit: 300, isInclusive: true },
    {
      text: 'transferred<2GiB',
      metric: 'transferred',
      kind: 'value',
      limit: 2 * 1024 ** 3,
      isInclusive: false,
    },
    {
      text: 'not-converged<=0',
      metric: 'not-converged',
      kind: 'value',
      limit: 0,
      isInclusive: true,
    },
  ]);
  expect(parse('p95(total-time)<=2s')).toEqual([
    {
      text: 'p95(total-time)<=2s',
      metric: 'total-time',
      kind: 'value',
      limit: 2000,
      isInclusive: true,
      percentile: 95,
    },
  ]);
  expect(parse('iterations<-10%')[0].limit).toBe(-10);
  expect(parse('max-throttle<80pcent,iterations<30').map(({ limit }) => limit)).toEqual([80, 30]);
});

test.each([
  ['totaltime<5%', 'totaltime is not a metric; allowed: total-time,'],
  ['total-tme<5%', 'did you mean total-time?'],
  ['downtime<300', "'downtime<300' has no unit; allowed: % of the change, ms, s"],
  [
    'downtime<3MiB',
    "'downtime<3MiB' is not in a unit of downtime; allowed: % of the change, ms, s",
  ],
  [
    'iterations<3ms',
    "'iterations<3ms' is not in a unit of iterations; allowed: % of the change, a ",
  ],
  ['not-converged<5%', "'not-converged<5%' is not in a unit of not-converged; allowed: a number "],
  ['downtime>5%', "'downtime>5%' is not a threshold; allowed: downtime<NUMBER% of the change, or "],
  ['downtime', 'downtime is not a threshold'],
  ['downtime<5%,', "'' is not a metric"],
  ['', "'' is not a metric"],
  ['downtime<1e3ms', 'is not a threshold'],
  ['p95(total-time)<5%', 'is not in a unit of total-time; allowed: ms, s'],
  ['p100(total-time)<5s', 'is not a percentile of a metric'],
  ['p0(total-time)<5s', 'is not a percentile of a metric'],
  ['p50(not-converged)<5', 'is not a percentile of a metric'],
  ['p95(total-tme)<5s', 'did you mean total-time?'],
  ['p95(total-time<5s', 'p95 is not a metric'],
])('%s is one sentence', (text, message) => {
  expect(() => parse(text)).toThrow(message);
});
