import { describe, expect, test } from 'vitest';
import { simulate } from '../../src/engines/simulate.js';
import { measuredScenario } from '../support/measured.js';
import { contended, scenario } from '../support/scenarios.js';

test('polls every 50 ms; a record for each new iteration count, a sample each second', () => {
  const { history, samples, dirtySyncCount } = simulate(contended());
  const polled = history.slice(0, -1);
  expect(polled.every(({ durationMs }) => durationMs % 50 === 0)).toBe(true);
  const counts = polled.map((sample) => sample.dirtySyncCount);
  expect(counts).toEqual([...new Set(counts)].toSorted((a, b) => a - b));
  expect(history.at(-1)?.dirtySyncCount).toBe(dirtySyncCount);
  expect(samples.map(({ durationMs }) => durationMs)).toEqual(
    samples.map((_sample, index) => (index + 1) * 1000),
  );
});

test('sees no iteration as long as the set-up takes', () => {
  const { history, setupTimeMs } = simulate(scenario({ host: { syncFixedUs: 120_000 } }));
  expect(setupTimeMs).toBe(120);
  expect(history.slice(0, 2).map(({ status, dirtySyncCount }) => [status, dirtySyncCount])).toEqual(
    [
      ['setup', 0],
      ['active', 1],
    ],
  );
});

test('expected downtime is the limit until the guest is known to dirty pages', () => {
  const { history } = simulate(measuredScenario({ downtime: 700 }));
  const active = history.filter(({ status }) => status === 'active');
  const unknown = active.filter(({ dirtyPagesPerSecond }) => dirtyPagesPerSecond === 0);
  expect(unknown.length).toBeGreaterThan(0);
  for (const sample of unknown) expect(sample.expectedDowntimeMs).toBe(700);
  expect(active.at(-1)?.expectedDowntimeMs).not.toBe(700);
});

describe('the stress program goes on on the destination', () => {
  const settings = (sleep: number) => simulate(scenario({ host: { writeFaultNs: 0 }, sleep }));

  test('unthrottled and without faults, for one second less than guestperf sleeps', () => {
    const [short, long] = [settings(1), settings(11)];
    expect(short.status).toBe('completed');
    const end = long.history.at(-1)?.polledAtMs ?? 0;
    const after = long.copyTimings.filter(({ atMs }) => atMs > end + 2000);
    // A GiB takes 4 us a page.
    for (const { copyMs } of after) expect(copyMs).toBeCloseTo(262_144 * 4e-3, 6);
    const last = long.copyTimings.at(-1)?.atMs ?? 0;
    expect(last).toBeLessThanOrEqual(end + 10_000);
    expect(last).toBeGreaterThan(end + 10_000 - 262_144 * 4e-3);
    expect(short.copyTimings.filter(({ atMs }) => atMs > end)).toEqual([]);
  });

  test('the line over the switchover is longer by the blackout', () => {
    const run = settings(11);
    if (run.status !== 'completed') throw new Error(run.status);
    const end = run.totalTimeMs;
    const over = run.copyTimings.find(({ atMs, copyMs }) => atMs > end && atMs - copyMs < end);
    expect(run.downtime.blackoutMs).toBeGreaterThan(10);
    expect(over?.copyMs).toBeCloseTo(262_144 * 4e-3 + run.downtime.blackoutMs, 3);
  });
});

test('CPU times: what the vCPUs ran, and what the pages and syncs took', () => {
  const run = simulate(
    scenario({ workload: { kind: 'idle' }, host: { untouchedPageNs: 1000, contentPageNs: 0 } }),
  );
  expect(run.cpu?.vcpuShares).toEqual([0]);
  const pages = run.history.at(-1)?.duplicatePages ?? 0;
  expect(pages).toBeGreaterThan(300_000);
  const { migrationMs = 0, vcpuRunMs: [vcpuRunMs] = [0] } = run.cpu?.end ?? {};
  expect(migrationMs).toBeGreaterThanOrEqual(pages * 1e-3);
  expect(migrationMs).toBeLessThan(pages * 1e-3 + 10);
  expect(vcpuRunMs).toBeGreaterThan(0);
  expect(vcpuRunMs).toBeLessThanOrEqual(run.totalTimeMs + 1);
});

test('lets the workload run for one second less than it was asked to sleep', () => {
  // Until the chunk is cleared nothing faults: 1 GiB is filled in 1.3 s, and 1025 MiB swept in 1.
  const lines = [0, 1, 3].map((sleep) => {
    const host = { writeFaultNs: 0 };
    const run = simulate(scenario({ stressMem: 1024, host, bandwidth: 1, maxTime: 12, sleep }));
    return run.copyTimings[0];
  });
  expect(lines[1]).toEqual(lines[0]);
  expect(lines[0].atMs).toBeCloseTo(262_144 * 5e-3 + 262_400 * 4e-3, 0);
  expect(lines[0].copyMs).toBeCloseTo(262_400 * 4e-3, 0);
  expect(lines[0].atMs - lines[2].atMs).toBeCloseTo(2000, 0);
});
