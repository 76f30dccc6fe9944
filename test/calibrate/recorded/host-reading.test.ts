import { expect, test } from 'vitest';
import { meanOfRuns, weightedMeanOfRuns } from '../../../src/calibrate/recorded/host-reading.js';

const run = (file: string, value: number, standardError: number) => ({
  file,
  value,
  standardError,
});

test('nobody tells nothing', () => {
  expect(meanOfRuns('guestKernelMib', [], 'pages')).toEqual([]);
  expect(weightedMeanOfRuns('guestKernelMib', [], 'pages')).toEqual([]);
});

test('of one run the error is its own', () => {
  expect(meanOfRuns('guestKernelMib', [run('a', 60, 2)], 'pages')).toMatchObject([
    { value: 60, standardError: 2, scatter: 0, files: ['a'], origin: 'pages' },
  ]);
});

test('what runs differ by is beside the error of their mean', () => {
  const [told] = meanOfRuns('guestKernelMib', [run('a', 58, 0.1), run('b', 62, 0.1)], 'pages');
  expect(told.value).toBe(60);
  expect(told.scatter).toBeCloseTo(Math.SQRT2 * 2);
  expect(told.standardError).toBeCloseTo(2);
});

test('runs that agree by chance are no more certain than they say', () => {
  const [told] = meanOfRuns('guestKernelMib', [run('a', 60, 3), run('b', 60, 4)], 'pages');
  expect(told.standardError).toBeCloseTo(2.5);
});

test('a weighted mean leans to the certain one, and is less certain where they disagree', () => {
  const [agreeing] = weightedMeanOfRuns('writeFaultNs', [run('a', 10, 1), run('b', 11, 1)], '');
  expect(agreeing).toMatchObject({ value: 10.5, files: ['a', 'b'] });
  expect(agreeing.standardError).toBeCloseTo(Math.SQRT1_2);
  const [torn] = weightedMeanOfRuns('writeFaultNs', [run('a', 10, 1), run('b', 30, 2)], '');
  expect(torn.value).toBeCloseTo(14);
  expect(torn.standardError).toBeCloseTo(8);
});
