import { describe, expect, test } from 'vitest';
import type { CompletedRun } from '../../src/engines/migration-result.js';
import { scenario, type ScenarioChanges } from '../support/scenarios.js';
import { TracedRun } from '../support/traces.js';

/** 512 MiB under stress that write at full speed, over a link of 0.5 Gbit/s: 60 MB each second. */
function endless(changes: ScenarioChanges): TracedRun {
  return new TracedRun(
    scenario({
      stressMem: 512,
      host: { linkGbitPerSecond: 0.5 },
      maxTime: 200,
      maxIters: 1000,
      verify: true,
      ...changes,
    }),
  );
}

function completed({ result }: TracedRun): CompletedRun {
  if (result.status !== 'completed') throw new Error(`the run was ${result.status}`);
  expect(result.oracle?.lostPages).toBe(0);
  return result;
}

test('without a condition it ends when guestperf cancels it', () => {
  const { result } = endless({});
  expect(result).toMatchObject({ status: 'cancelled', reason: 'max-time', pause: null });
});

test('a deadline: seen at the end of a step, paid for with what is pending', () => {
  const { stopCondition, downtime, totalTimeMs } = completed(endless({ deadline: 30 }));
  expect(stopCondition).toBe('deadline');
  const startMs = totalTimeMs - downtime.totalMs;
  expect(startMs).toBeGreaterThan(29_998);
  expect(startMs).toBeLessThan(30_200);
  // 512 MiB of headers and pages at 62.5 MB/s take 8.6 s.
  expect(downtime.totalMs).toBeGreaterThan(8_000);
  expect(downtime.totalMs).toBeLessThan(9_000);
});

test('full scans of RAM: the third wrap of the scan, with 512 MiB to each of the later two', () => {
  const run = endless({ maxFullPasses: 3 });
  expect(completed(run).stopCondition).toBe('max-full-passes');
  expect(run.all('stop-condition')).toMatchObject([{ condition: 'max-full-passes' }]);
  expect(completed(run).transferredBytes).toBeLessThan(5 * 512 * 2 ** 20 * 1.01);
});

test('bytes sent: twice the 1.5 GiB of RAM, then what is pending', () => {
  const run = endless({ maxTransferFactor: 2 });
  const { stopCondition, downtime, transferredBytes } = completed(run);
  expect(stopCondition).toBe('max-transfer-factor');
  const before = transferredBytes - downtime.residualBytes;
  expect(before).toBeGreaterThan(2 * 1536 * 2 ** 20);
  // A step of 50 ms is 3 MB, and 256 KiB lie in the socket's buffer.
  expect(before).toBeLessThan(2 * 1536 * 2 ** 20 + 5e6);
});

test('the first of several conditions', () => {
  expect(completed(endless({ maxFullPasses: 3, deadline: 190 })).stopCondition).toBe(
    'max-full-passes',
  );
  expect(completed(endless({ maxFullPasses: 300, deadline: 19 })).stopCondition).toBe('deadline');
});

test('a downtime limit that doubles each 5 s reaches the 8.6 s of 512 MiB after 9 doublings', () => {
  const run = endless({ convergenceTimeout: 5 });
  expect(completed(run).stopCondition).toBe('convergence-timeout');
  const limits = run.all('downtime-limit').map(({ limit_ms }) => limit_ms);
  expect(limits.slice(0, 4)).toEqual([60, 120, 240, 480]);
  expect(limits.at(-1)).toBe(30 * 2 ** 9);
});

test('a migration that converges in time names nothing', () => {
  const run = endless({ maxFullPasses: 50, deadline: 100, stressMem: 4 });
  expect(completed(run)).toMatchObject({ stopCondition: null, pause: null });
});

describe('pause', () => {
  test('at an iteration count: the migration converges, the guest stands still from then on', () => {
    const run = endless({ pause: true, pauseIters: 3 });
    const { downtime, pause, stopCondition, totalTimeMs } = completed(run);
    expect(stopCondition).toBe('pause');
    const third = run.all('sync').find(({ sync_count }) => sync_count === 3)?.timeMs ?? Infinity;
    expect(pause?.by).toBe('pause');
    expect((pause?.atMs ?? 0) % 50).toBe(0);
    expect((pause?.atMs ?? 0) - third).toBeLessThanOrEqual(50);
    expect(downtime.parts.stopMs).toBe(0);
    expect(downtime.totalMs).toBeLessThan(600);
    expect(downtime.blackoutMs).toBeGreaterThan(totalTimeMs - (pause?.atMs ?? 0) - 1);
    expect(downtime.blackoutMs).toBeLessThan(totalTimeMs - (pause?.atMs ?? 0) + 60);
  });

  test('at a time', () => {
    const run = endless({ pauseAfter: 20 });
    expect(completed(run).pause).toEqual({ atMs: 20_000, by: 'pause-after' });
    // Nothing is dirtied after the sync that takes what was written before the pause.
    const found = run
      .all('sync')
      .filter(({ logged_pages, timeMs }) => logged_pages > 0 && timeMs > 20_001);
    expect(found).toHaveLength(1);
  });

  test('even in setup, and then nothing is sent twice', () => {
    const run = endless({ pauseAfter: 0, cpus: 2 });
    expect(completed(run).pause?.atMs).toBe(50);
  });

  test("the guest's timers stand still: no background sync after it", () => {
    const background = (changes: ScenarioChanges): number[] =>
      endless({
        qemu: '10.0',
        autoConverge: true,
        backgroundSync: 'merged',
        throttleTriggerThreshold: 100,
        maxTime: 60,
        host: { linkGbitPerSecond: 0.2 },
        ...changes,
      })
        .all('sync')
        .flatMap(({ cause, timeMs }) => (cause === 'background' ? [timeMs] : []));
    const unpaused = background({});
    const pausedMs = Math.ceil(unpaused[0] / 1000) * 1000;
    expect(unpaused.some((time) => time > pausedMs + 1000)).toBe(true);
    const times = background({ pauseAfter: pausedMs / 1000 });
    expect(times.length).toBeGreaterThan(0);
    expect(times.every((time) => time <= pausedMs + 10)).toBe(true);
  });
});
