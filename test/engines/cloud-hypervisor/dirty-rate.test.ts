import { expect, test } from 'vitest';
import {
  DIRTY_RATE_SAMPLES,
  DirtyRate,
  dirtyPagesPerSecond,
} from '../../../src/engines/cloud-hypervisor/dirty-rate.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../../src/sim/time.js';

test.each([
  [33, 33 * NS_PER_MS, 1000],
  [1, 3 * NS_PER_S, 1],
  [100, 0, 0],
  [0, NS_PER_S, 0],
])('%d pages in %d ns are %d a second, rounded up', (pages, elapsed, rate) => {
  expect(dirtyPagesPerSecond(pages, ns(elapsed))).toBe(rate);
});

test('nothing before the first sample, and a mean that is rounded up', () => {
  const rate = new DirtyRate();
  expect(rate.average).toBe(0);
  rate.add(1, ns(NS_PER_S));
  rate.add(2, ns(NS_PER_S));
  expect(rate.average).toBe(2);
});

test('one second of samples, of which the oldest goes', () => {
  expect(DIRTY_RATE_SAMPLES).toBe(31);
  const rate = new DirtyRate();
  rate.add(31_000, ns(NS_PER_S));
  for (let sample = 0; sample < 30; sample++) rate.add(0, ns(NS_PER_S));
  expect(rate.average).toBe(1000);
  rate.add(0, ns(NS_PER_S));
  expect(rate.average).toBe(0);
});
