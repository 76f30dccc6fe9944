import { expect, test } from 'vitest';
import { simulate } from '../../../../../src/engines/simulate.js';
import { scenario } from '../../../../support/scenarios.js';

const cases = [
  ['8.2', 10, 100, '2'],
  ['8.2', 50, 100, '1'],
  ['10.1', 50, 1000, '3'],
] as const;

test.each(cases)('a page that is there before its fault is noticed is no wait (%s)', (...drawn) => {
  const [qemu, workingSetMib, mibPerSecond, seed] = drawn;
  const { postcopy } = simulate(
    scenario({
      qemu,
      seed,
      cpus: 2,
      mem: 1,
      vmMem: 200,
      downtime: 1,
      postCopy: true,
      postCopyIters: 1,
      postcopyPreempt: true,
      host: {
        linkLatencyUs: 0,
        linkGbitPerSecond: 2,
        receivePageNs: 0,
        receiveFirstTouchNs: 500,
        faultUs: 100,
      },
      workload: {
        kind: 'hot-cold',
        workingSetMib,
        mibPerSecond,
        hotPagesPercent: 10,
        hotWritesPercent: 90,
      },
    }),
  );
  const { blocktimeMs = -1, vcpuBlocktimeMs = [] } = postcopy ?? {};
  expect(blocktimeMs).toBeGreaterThanOrEqual(0);
  expect(blocktimeMs).toBeLessThanOrEqual(Math.min(...vcpuBlocktimeMs));
});
