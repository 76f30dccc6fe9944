import { expect, test } from 'vitest';
import type { PolicySettings } from '../../src/profiles/policy.js';
import { scenario } from '../support/scenarios.js';
import { TracedRun } from '../support/traces.js';

/** 512 MiB under stress that write faster than 0.5 Gbit/s carries, in a VM of 1.5 GiB. */
function managed(policy: PolicySettings): TracedRun {
  return new TracedRun(
    scenario({
      stressMem: 512,
      host: { linkGbitPerSecond: 0.5 },
      maxTime: 2000,
      maxIters: 10_000,
      policy: { name: 'test', description: 'test', source: 'test', policy },
      verify: true,
    }),
  );
}

test('virsh suspends the guest, and libvirt lets it run as soon as the destination has loaded', () => {
  const run = managed({ kind: 'virsh', timeoutSeconds: 30, action: 'suspend' });
  expect(run.result).toMatchObject({
    status: 'completed',
    stopCondition: 'policy-pause',
    pause: { atMs: 31_000, by: 'policy-pause' },
    oracle: { lostPages: 0 },
  });
  if (run.result.status !== 'completed') return;
  // From the stop of the vCPUs, 0.5 ms after the command, to the end; then what is left in the
  // socket's buffer, 0.1 ms of latency, 5 of loading and 0.5 of starting.
  const { blackoutMs } = run.result.downtime;
  expect(blackoutMs - (run.result.totalTimeMs - 31_000)).toBeGreaterThan(4);
  expect(blackoutMs - (run.result.totalTimeMs - 31_000)).toBeLessThan(16);
});

test('Nova raises the limit step by step, until it is large enough', () => {
  const run = managed({
    kind: 'nova',
    live_migration_downtime: 20_000,
    live_migration_downtime_steps: 10,
    live_migration_downtime_delay: 5,
    live_migration_completion_timeout: 800,
    live_migration_timeout_action: 'abort',
    live_migration_permit_post_copy: false,
    live_migration_permit_auto_converge: false,
  });
  expect(run.result).toMatchObject({
    status: 'completed',
    stopCondition: 'policy-downtime-limit',
    pause: null,
    oracle: { lostPages: 0 },
  });
  // From 2000 ms on, 1800 ms more each 10 s; 512 MiB take 8.6 s, so 9200 ms will do.
  const limits = run.all('downtime-limit');
  expect(limits.map(({ limit_ms }) => limit_ms)).toEqual([3800, 5600, 7400, 9200]);
  expect(limits.map(({ timeMs }) => timeMs)).toEqual([10_500, 20_500, 30_500, 40_500]);
});

test('KubeVirt aborts: 20 s for each of 1.5 GiB, seen at 30.4 s', () => {
  const run = managed({
    kind: 'kubevirt',
    completionTimeoutPerGiB: 20,
    progressTimeout: 150,
    allowAutoConverge: false,
    allowPostCopy: false,
  });
  expect(run.result).toMatchObject({ status: 'cancelled', reason: 'policy-completion-timeout' });
  expect(run.result.totalTimeMs).toBeGreaterThanOrEqual(30_400);
  expect(run.result.totalTimeMs).toBeLessThan(30_600);
});
