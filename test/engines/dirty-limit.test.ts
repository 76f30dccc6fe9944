import { describe, expect, test } from 'vitest';
import type { MigrationResult } from '../../src/engines/migration-result.js';
import type { QemuScenario } from '../../src/engines/scenario.js';
import { simulateUnchecked } from '../support/parts.js';
import { scenario, type ScenarioChanges, withSettings } from '../support/scenarios.js';
import { TracedRun } from '../support/traces.js';

interface RingChanges extends ScenarioChanges {
  readonly readingVcpus?: number;
}

/** Four vCPUs that write 4 GiB a second, over a link of 1 GB/s; 512 MiB on each. */
function contended({ readingVcpus = 0, ...changes }: RingChanges = {}): QemuScenario {
  return scenario({
    cpus: 4,
    mem: 4,
    workload: { kind: 'stress', stressMib: 2048, readingVcpus },
    dirtyRingSize: 4096,
    ...changes,
  });
}

/** A dirty limit in MiB/s. */
function limit(vcpuDirtyLimit: number): ScenarioChanges {
  return { dirtyLimit: true, vcpuDirtyLimit };
}

/** Speed of each vCPU in MiB/s, in the last GiB that it swept over in each interval of a run. */
function speeds(
  { copyTimings }: MigrationResult,
  vcpu: number,
  from: number,
  to: number,
): number[] {
  return copyTimings
    .filter((copy) => copy.vcpu === vcpu && copy.atMs - copy.copyMs > from && copy.atMs < to)
    .map(({ copyMs }) => 1024 / (copyMs / 1000));
}

describe('a dirty ring', () => {
  test('lets each sweep of a vCPU fault on each page, which slows it', () => {
    // 4 us a page, 1 us for a fault: with the bitmap once in each iteration, with a ring always.
    const bitmap = simulateUnchecked(
      contended({ dirtyRingSize: 0, dirtyLog: 'clear-at-sync', maxTime: 20 }),
    );
    const ring = simulateUnchecked(contended({ maxTime: 20 }));
    const [fast] = speeds(bitmap, 0, 5000, 20_000).slice(-1);
    const [slow] = speeds(ring, 0, 5000, 20_000).slice(-1);
    expect(fast).toBeGreaterThan(slow * 1.15);
    expect(slow).toBeGreaterThan(fast * 0.5);
    expect(bitmap.dirtyRing).toBeUndefined();
    // 3520 entries a ring, 256 pages a MiB.
    const expected = (4 * 20 * slow * 256) / 3520;
    expect(ring.dirtyRing?.fullExits).toBeGreaterThan(expected * 0.9);
    expect(ring.dirtyRing?.fullExits).toBeLessThan(expected * 1.1);
  });

  test('that is larger is full less often', () => {
    const exits = [1024, 4096, 65_536].map(
      (dirtyRingSize) =>
        simulateUnchecked(contended({ dirtyRingSize, maxTime: 10 })).dirtyRing?.fullExits ?? 0,
    );
    expect(exits[0]).toBeGreaterThan(exits[1] * 6);
    expect(exits[1]).toBeGreaterThan(exits[2] * 10);
    expect(exits[2]).toBeGreaterThan(0);
  });

  test('works beside auto-converge, whose sleeps a sync then waits for', () => {
    const run = new TracedRun(contended({ autoConverge: true }));
    expect(run.result.status).toBe('completed');
    expect(run.result.maxThrottlePercent).toBeGreaterThan(0);
    expect(run.result.dirtyRing?.highestThrottleUs).toBe(0);
    expect(run.all('dirty-limit')).toEqual([]);
  });
});

describe('the dirty limit', () => {
  const limited = contended(limit(20));
  const run = new TracedRun(limited);
  const periods = run.all('dirty-limit-period');

  test('begins with the second high period, once', () => {
    const triggers = run.all('trigger').filter(({ throttles }) => throttles);
    expect(triggers.length).toBeGreaterThan(0);
    expect(run.all('dirty-limit')).toMatchObject([
      { event: 'dirty-limit', limit_mib: 20, period_ms: 500 },
    ]);
    expect(run.all('throttle')).toEqual([]);
    expect(run.result.maxThrottlePercent).toBe(0);
  });

  test('corrects the first rate that it measures in proportion', () => {
    const [{ mib_per_second: rates, throttle_us: throttles }] = periods;
    const highest = Math.max(...rates);
    const fullUs = Math.floor(16_000_000 / rates[0]);
    const percent = Math.floor(((rates[0] - 20) * 100) / rates[0]);
    expect(highest).toBe(rates[0]);
    expect(throttles[0]).toBe(Math.floor((fullUs * percent) / (100 - percent)));
  });

  test('makes a migration converge that does not without', () => {
    const without = simulateUnchecked(contended({ maxTime: 300 }));
    expect(without.status).toBe('cancelled');
    expect(run.result.status).toBe('completed');
    expect(run.result.totalTimeMs).toBeLessThan(60_000);
  });

  test('leaves a rate alone that is within 25 MiB/s', () => {
    periods.slice(1).forEach(({ mib_per_second: rates, throttle_us: throttles }, index) => {
      rates.forEach((rate, vcpu) => {
        if (Math.abs(rate - 20) > 25) return;
        expect(throttles[vcpu]).toBe(periods[index].throttle_us[vcpu]);
      });
    });
  });

  test('is seen in query-migrate, once it is in service', () => {
    const { history, samples, dirtyRing } = run.result;
    const before = samples.filter((each) => each.dirtyLimitThrottleTimePerRoundUs === undefined);
    expect(before.length).toBeGreaterThan(0);
    expect(before.every((each) => each.dirtyLimitRingFullTimeUs === undefined)).toBe(true);
    const seen = history.map((each) => each.dirtyLimitThrottleTimePerRoundUs ?? 0);
    expect(Math.max(...seen)).toBe(dirtyRing?.highestThrottleUs);
    const full = samples.map((each) => each.dirtyLimitRingFullTimeUs ?? 0);
    // 16 MiB at some hundred MiB/s.
    expect(Math.max(...full)).toBeGreaterThan(10_000);
    expect(Math.max(...full)).toBeLessThan(100_000);
  });

  test('holds up the stop of a vCPU that sleeps: it is part of the downtime', () => {
    const run1 = simulateUnchecked(contended(limit(1)));
    if (run1.status !== 'completed') throw new Error('not completed');
    expect(run1.downtime.parts.stopMs).toBeGreaterThan(100);
    expect(run1.downtime.parts.stopMs).toBeLessThan(
      (run1.dirtyRing?.highestThrottleUs ?? 0) / 1000,
    );
  });
});

describe('slows the writers and not the readers', () => {
  const readers = contended({
    readingVcpus: 2,
    ...limit(20),
    bandwidth: 300,
    maxTime: 60,
    maxIters: 1000,
  });
  const run = new TracedRun(readers);
  const began = run.all('dirty-limit')[0].timeMs;
  const end = run.result.totalTimeMs;

  test('writers go at little more than the limit', () => {
    for (const vcpu of [0, 1]) {
      const before = speeds(run.result, vcpu, 0, began);
      const first = Math.max(...before);
      expect(first).toBeGreaterThan(500);
      // None has swept over another GiB, or it took as long as the limit says.
      for (const speed of speeds(run.result, vcpu, began + 2000, end)) {
        expect(speed).toBeLessThan(50);
      }
    }
  });

  test('readers keep their speed', () => {
    for (const vcpu of [2, 3]) {
      const before = speeds(run.result, vcpu, 0, began);
      const after = speeds(run.result, vcpu, began + 2000, end);
      expect(after.length).toBeGreaterThan(2);
      for (const speed of after) expect(speed).toBeCloseTo(before[0], 3);
    }
  });

  test('which auto-converge does not grant them', () => {
    const throttled = simulateUnchecked(
      withSettings(readers, { dirtyLimit: false, autoConverge: true, downtime: 20 }),
    );
    const [first, ...later] = speeds(throttled, 3, 0, 60_000);
    expect(Math.min(...later)).toBeLessThan(first * 0.7);
  });
});

describe('what it excludes', () => {
  test("v1's watcher is off", () => {
    const causes = (changes: ScenarioChanges): readonly string[] =>
      new TracedRun(contended({ backgroundSync: 'v1', bandwidth: 60, ...changes }))
        .all('sync')
        .map(({ cause }) => cause);
    expect(causes({})).toContain('background');
    expect(causes(limit(500))).not.toContain('background');
  });

  test('auto-converge goes first, as in QEMU, if a scenario has both', () => {
    const run = new TracedRun(withSettings(contended(limit(20)), { autoConverge: true }));
    expect(run.all('dirty-limit')).toEqual([]);
    expect(run.result.maxThrottlePercent).toBeGreaterThan(0);
  });
});
