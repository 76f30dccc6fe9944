import { expect, test } from 'vitest';
import { aligned, spanOf } from '../../src/plot/time-axis.js';

const run = {
  ownStartSeconds: -2,
  progress: [{ seconds: 1, status: 'active', iteration: 1 }],
  series: [{ quantity: 'throttle' as const, thread: null, seconds: [0, 5], values: [0, 20] }],
};

test('a run that is aligned at its own start counts from there, else from the migrate command', () => {
  expect(aligned(run, 'migration')).toBe(run);
  const own = aligned(run, 'start');
  expect(own.progress[0].seconds).toBe(3);
  expect(own.series[0].seconds).toEqual([2, 7]);
  expect(own.series[0].values).toEqual([0, 20]);
});

test('the span of all lines, and a second where there is none', () => {
  expect(spanOf([[1, 4], [], [-2, 3]])).toEqual({ from: -2, until: 4 });
  expect(spanOf([])).toEqual({ from: 0, until: 1 });
  expect(spanOf([[7]])).toEqual({ from: 0, until: 1 });
});
