import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { busy, completed } from '../support/postcopy-guest.js';
import { TracedRun } from '../support/traces.js';

describe('a policy that starts postcopy', () => {
  const managed = (policy: object) =>
    new TracedRun(
      busy({
        maxTime: 2000,
        maxIters: 10_000,
        policy: { name: 'test', description: 'test', source: 'test', policy: policy as never },
      }),
    );

  test('virsh, once, at its first look past the timeout', () => {
    const run = managed({ kind: 'virsh', timeoutSeconds: 20, action: 'postcopy' });
    expect(run.all('start-postcopy')).toMatchObject([{ timeMs: 21_000, by: 'policy-postcopy' }]);
    const { postcopy, stopCondition } = completed(run.result);
    expect(stopCondition).toBe('policy-postcopy');
    expect(postcopy?.startedMs).toBeLessThan(21_100);
  });

  test('KubeVirt, and then it aborts nothing', () => {
    const run = managed({
      kind: 'kubevirt',
      completionTimeoutPerGiB: 10,
      progressTimeout: 30,
      allowAutoConverge: false,
      allowPostCopy: true,
    });
    expect(run.all('start-postcopy')).toMatchObject([{ timeMs: 15_200 }]);
    expect(completed(run.result).stopCondition).toBe('policy-postcopy');
  });
});

describe('cancelled', () => {
  test('in postcopy the migration ends as it is, and says so', () => {
    const slow = busy({
      maxTime: 11,
      maxPostcopyBandwidth: 1,
      workload: { kind: 'random', workingSetMib: 1024, mibPerSecond: 40, pacing: 'cpu' },
    });
    const result = simulate(slow);
    expect(result).toMatchObject({ status: 'cancelled', reason: 'max-time' });
    expect(result.postcopy?.startedMs).toBeGreaterThan(0);
    expect(result.totalTimeMs).toBeLessThan(11_200);
  });
});
