import { expect, test } from 'vitest';
import {
  indexBefore,
  markBefore,
  unpackRun,
  valueAt,
  valuesWithin,
} from '../../../src/plot/page/page-run.js';
import type { PlotSeries } from '../../../src/plot/migration-chart.js';
import { numbersToText } from '../../../src/plot/number-text.js';
import type { PageRun } from '../../../src/plot/page-data.js';

const line: PlotSeries = {
  quantity: 'remaining',
  thread: null,
  seconds: [0, 10, 20],
  values: [100, 50, 0],
};

const stepped: PlotSeries = { ...line, quantity: 'throttle' };

test.each([
  { second: -1, at: -1 },
  { second: 0, at: 0 },
  { second: 9.9, at: 0 },
  { second: 99, at: 2 },
])('before $second s is point $at', ({ second, at }) => {
  expect(indexBefore(line.seconds, second)).toBe(at);
});

test('under the pointer: the nearest point of a line, the last one of a step, nothing outside', () => {
  expect(valueAt(line, 6)).toBe(50);
  expect(valueAt(stepped, 6)).toBe(100);
  expect(valueAt(line, -1)).toBeNull();
  expect(valueAt(line, 21)).toBeNull();
});

test('between two moments a line has the values at them, even where it has no point', () => {
  expect(valuesWithin(line, 2, 4)).toEqual([90, 80]);
  expect(valuesWithin(stepped, 2, 4)).toEqual([100, 100]);
  expect(valuesWithin(line, 5, 15)).toEqual([50, 75, 25]);
  expect(valuesWithin(line, 30, 40)).toEqual([]);
});

const packed: PageRun = {
  label: 'made-up',
  file: 'made-up.json',
  origin: 'measured',
  outcome: {
    status: 'completed',
    totalMs: 1,
    iterations: 1,
    maxThrottlePercent: 0,
    transferredBytes: 0,
  },
  downtime: null,
  ownStartSeconds: 0,
  secondUnit: 0.5,
  marks: {
    seconds: numbersToText([1, 4.5], 0.5),
    iterations: numbersToText([1, 2], 1),
    statusNumbers: numbersToText([0, 1], 1),
    statuses: ['active', 'completed'],
  },
  series: [
    {
      quantity: 'copyTime',
      thread: 'PID 1',
      seconds: numbersToText([0, 2], 0.5),
      values: numbersToText([500, 250], 10),
      unit: 10,
    },
  ],
  parameters: [],
};

test('a run is unpacked with its marks, and its threads in GB/s too', () => {
  const run = unpackRun(packed, 3);
  expect(run.number).toBe(3);
  expect(run.progress[1]).toEqual({ seconds: 4.5, iteration: 2, status: 'completed' });
  expect(run.series.map(({ quantity, values }) => [quantity, values])).toEqual([
    ['copyTime', [500, 250]],
    ['copyRate', [2, 4]],
  ]);
});

test("the label is that of the last record before the moment, as guestperf-plot's is", () => {
  const run = unpackRun(packed, 0);
  expect(markBefore(run, 1)).toMatchObject({ status: 'none', iteration: 0 });
  expect(markBefore(run, 1.1)).toMatchObject({ status: 'active', iteration: 1 });
  expect(markBefore(run, 99)).toMatchObject({ status: 'completed', iteration: 2 });
});
