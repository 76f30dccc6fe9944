import { expect, test } from 'vitest';
import { openEnd } from '../../src/advise/open-end.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import type { Workload } from '../../src/profiles/workload.js';
import { resolve } from '../../src/settings/resolve.js';

const openOf = (workload: Workload) =>
  openEnd(resolve({ mem: 2, vmMem: 2048, workload }) as QemuScenario);
const rate = (
  ...samples: readonly (readonly [periodMs: number, mibPerSecond: number])[]
): Workload => ({
  kind: 'dirty-rate',
  samples: samples.map(([periodMs, mibPerSecond]) => ({ periodMs, mibPerSecond })),
});

test('one measurement leaves open whether the guest writes more than it saw', () => {
  expect(openOf(rate([1000, 100]))).toEqual({
    sample: { periodMs: 1000, mibPerSecond: 100 },
    stops: rate([1000, 100]),
    grows: rate([20_480, 100]),
  });
});

test('two measurements over the same period are one', () => {
  expect(openOf(rate([1000, 100], [1000, 100]))).not.toBeNull();
});

test('several periods, all of RAM, and other workloads leave nothing open', () => {
  expect(openOf(rate([1000, 100], [5000, 40]))).toBeNull();
  expect(openOf(rate([10_000, 200]))).toBeNull();
  expect(openOf({ kind: 'idle' })).toBeNull();
});
