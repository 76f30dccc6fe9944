import { expect, test } from 'vitest';
import { firstVisits } from '../../src/profiles/first-visits.js';
import type { Workload } from '../../src/profiles/workload.js';

const visits = { workingSetMib: 4, mibPerSecond: 1, bytesPerPage: 4096, contentReturns: true };
const random: Workload = { kind: 'random', pacing: 'cpu', ...visits };

test('who sweeps visits each page once before any twice', () => {
  const sweep: Workload = { kind: 'sequential', pacing: 'cpu', ...visits };
  expect(firstVisits(sweep, 600)).toBe(600);
  expect(firstVisits(sweep, 5000)).toBe(1024);
  expect(firstVisits({ kind: 'stress', stressMib: 4 }, 5000)).toBe(1024);
});

test('at random some come back before others are visited at all', () => {
  expect(firstVisits(random, 1024)).toBeCloseTo(1024 * (1 - Math.exp(-1)));
  expect(firstVisits(random, 1e6)).toBeCloseTo(1024);
});

test('hot pages are soon all visited, cold ones are not', () => {
  const hot: Workload = { kind: 'hot-cold', hotPagesPercent: 10, hotWritesPercent: 90, ...visits };
  const seen = firstVisits(hot, 1000) ?? 0;
  expect(seen).toBeCloseTo(
    102.4 * (1 - Math.exp(-900 / 102.4)) + 921.6 * (1 - Math.exp(-100 / 921.6)),
  );
  const even: Workload = { ...hot, hotPagesPercent: 100, hotWritesPercent: 100 };
  expect(firstVisits(even, 1000)).toBeCloseTo(firstVisits(random, 1000) ?? 0);
});

test('of others it is not known', () => {
  expect(firstVisits({ kind: 'idle' }, 10)).toBeNull();
  expect(firstVisits({ kind: 'phases', phases: [{ seconds: 1, workload: random }] }, 9)).toBeNull();
});
