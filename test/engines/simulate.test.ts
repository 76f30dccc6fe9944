import { describe, expect, test } from 'vitest';
import type { CompletedRun, MigrationResult } from '../../src/engines/migration-result.js';
import { PageSender } from '../../src/migration/page-sender.js';
import type { PageRun } from '../../src/migration/page-run.js';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { simulate } from '../../src/engines/simulate.js';
import { measuredScenario } from '../support/measured.js';
import { simulateWith } from '../support/parts.js';
import { contended, scenario } from '../support/scenarios.js';
import { inputErrorOf } from '../support/thrown-input-error.js';
import { TracedRun } from '../support/traces.js';

function completed(result: MigrationResult): CompletedRun {
  if (result.status !== 'completed') throw new Error(`the run was ${result.status}`);
  return result;
}

describe('repeatable', () => {
  test('the same scenario gives the same result, whatever ran before', () => {
    const first = simulate(contended());
    simulate(contended({ seed: 'other' }));
    expect(simulate(contended())).toEqual(first);
  });

  test('another seed or another repeat gives other numbers', () => {
    const bytes = [contended(), contended({ seed: 'other' }), contended({ repeat: 2 })].map(
      (each) => simulate(each).transferredBytes,
    );
    expect(new Set(bytes).size).toBe(3);
  });

  test('watching a run does not change it', () => {
    expect(new TracedRun(contended()).result).toEqual(simulate(contended()));
    const { oracle, scenario: watched, ...verified } = simulate({ ...contended(), verify: true });
    const { oracle: none, scenario: plain, ...unwatched } = simulate(contended());
    expect(verified).toEqual(unwatched);
    expect(oracle?.lostPages).toBe(0);
    expect(none).toBeNull();
    expect({ ...watched, verify: false }).toEqual(plain);
  });
});

describe('syncs', () => {
  test('an idle guest needs three: setup, threshold, switchover', () => {
    const run = new TracedRun(scenario({ workload: { kind: 'idle' }, downtime: 300 }));
    expect(run.result.status).toBe('completed');
    expect(run.result.totalTimeMs).toBeGreaterThan(100);
    expect(run.all('sync').map(({ cause }) => cause)).toEqual(['setup', 'pending', 'completion']);
    expect(run.result.dirtySyncCount).toBe(3);
  });

  test('the scan goes on where it was when the sync came', () => {
    const order: ('sync' | number)[] = [];
    class NotingSender extends PageSender {
      protected override take(run: PageRun, end: number): void {
        order.push(run.start);
        super.take(run, end);
      }
    }
    simulateWith(
      measuredScenario({ maxIters: 6 }),
      { PageSender: NotingSender },
      (_timeMs, event) => {
        if (event.event === 'sync' && event.cause === 'pending') order.push('sync');
      },
    );
    const at = order.indexOf('sync', order.indexOf('sync') + 1);
    const [before, after] = [order[at - 1], order[at + 1]];
    expect(typeof before).toBe('number');
    expect(Number(after)).toBeGreaterThan(Number(before));
    // The pages behind it come after the wrap.
    expect(order.slice(at + 1).some((page) => page !== 'sync' && page < Number(before))).toBe(true);
  });

  test('each is one number: the last count is that of the syncs', () => {
    const run = new TracedRun(contended());
    const counts = run.all('sync').map((sync) => sync.sync_count);
    expect(counts).toEqual(counts.map((_count, index) => index + 1));
    expect(run.result.dirtySyncCount).toBe(counts.length);
  });
});

describe('the threshold', () => {
  test('is 0 until 100 ms have passed', () => {
    const run = new TracedRun(contended());
    expect(run.all('bandwidth')[0].timeMs).toBeGreaterThanOrEqual(100);
    expect(run.all('pending')[0].timeMs).toBeGreaterThanOrEqual(100);
  });

  test('a sync is tried below it, and the switchover begins below it', () => {
    const run = new TracedRun(contended());
    for (const { exact, pending_bytes: pending, threshold_bytes: threshold } of run.all(
      'pending',
    )) {
      if (!exact) expect(pending).toBeLessThan(threshold);
    }
    const last = run.all('pending').at(-1);
    expect(last?.exact).toBe(true);
    expect(last?.pending_bytes).toBeLessThan(last?.threshold_bytes ?? 0);
    expect(run.all('switchover')[0].pending_bytes).toBe(last?.pending_bytes);
  });
});

describe('downtime', () => {
  const run = completed(simulate(contended()));

  test('its parts add up to it', () => {
    const { totalMs, parts } = run.downtime;
    expect(Object.values(parts).reduce((sum, part) => sum + part, 0)).toBeCloseTo(totalMs, 6);
    expect(parts.stopMs).toBe(0.5);
    expect(parts.deviceStateMs).toBeGreaterThanOrEqual(3);
  });

  test('without a return path it holds nothing of the destination; the blackout does', () => {
    const { totalMs, parts, blackoutMs } = run.downtime;
    expect(parts).toMatchObject({ loadMs: 0, startMs: 0 });
    // Latency, load and start of the profile.
    expect(blackoutMs).toBeGreaterThanOrEqual(totalMs - parts.stopMs + 0.1 + 5 + 0.5);
  });

  test('the residual RAM is what the last sync left', () => {
    const traced = new TracedRun(contended());
    const last = traced.all('sync').at(-1);
    expect(last?.cause).toBe('completion');
    const pages = (last?.remaining_bytes ?? 0) / 4096;
    expect(completed(traced.result).downtime.residualBytes).toBe(pages * 4104 + 18);
  });

  test('the source is quiet afterwards: no throttle, nothing remaining', () => {
    expect(run.maxThrottlePercent).toBeGreaterThan(0);
    expect(run.history.at(-1)).toMatchObject({
      status: 'completed',
      throttlePercent: 0,
      remainingBytes: 0,
      dirtyPagesPerSecond: 0,
      dirtySyncCount: run.dirtySyncCount,
    });
  });
});

describe('a guest that writes more than the link carries', () => {
  test('is cancelled without auto-converge, and then has no downtime', () => {
    const result = simulate(scenario({ cpus: 4, stressMem: 2048, mem: 4, maxIters: 10 }));
    expect(result).toMatchObject({ status: 'cancelled', reason: 'max-iters', dirtySyncCount: 11 });
    expect(result).not.toHaveProperty('downtime');
    expect(result.maxThrottlePercent).toBe(0);
    expect(result.oracle).toBeNull();
    // What query-migrate says of a cancelled migration is that it was.
    expect(result.history.at(-1)).toMatchObject({
      status: 'cancelled',
      durationMs: 0,
      dirtySyncCount: 0,
      transferredBytes: 0,
    });
  });

  test('is cancelled when its time is over', () => {
    const result = simulate(scenario({ cpus: 4, stressMem: 2048, mem: 4, maxTime: 5 }));
    expect(result).toMatchObject({ status: 'cancelled', reason: 'max-time' });
    // The first poll past it, and the end of the step that was under way.
    expect(result.totalTimeMs).toBeGreaterThanOrEqual(5050);
    expect(result.totalTimeMs).toBeLessThan(5150);
  });
});

test('the first pass over untouched RAM is a matter of the processor, at 9 bytes a page', () => {
  const run = new TracedRun(
    scenario({
      vmMem: 100 * 1024,
      workload: { kind: 'idle' },
      host: { untouchedPageNs: 3900, guestKernelMib: 0 },
    }),
  );
  const { duplicatePages, normalPages } = run.result.history.at(-1) ?? {};
  // 100 GiB without their page descriptors (1.6 GiB).
  expect(duplicatePages).toBe((100 * 1024 - 1600) * 256);
  expect(normalPages).toBe(1600 * 256 + 130);
  const untouchedSeconds = (100 * 1024 - 1600) * 256 * 3900e-9;
  expect(run.result.totalTimeMs / 1000).toBeGreaterThan(untouchedSeconds);
  expect(run.result.totalTimeMs / 1000).toBeLessThan(untouchedSeconds + 3);
});

test('manual protect absorbs what is written before a chunk is first sent', () => {
  // The region lies behind more than a GiB of kernel, which takes the link a second; meanwhile the
  // guest writes all of it once.
  const newlyDirty = dirtyLogForms.map((dirtyLog) => {
    const run = new TracedRun(
      scenario({
        mem: 2,
        dirtyLog,
        stressMem: 64,
        host: { guestKernelMib: 1100, vcpuWriteMbPerSecond: 67, writeFaultNs: 0 },
      }),
    );
    return run.all('sync')[1].newly_dirty_pages;
  });
  const [clearAtSync, manualProtect] = newlyDirty;
  expect(clearAtSync).toBe(64 * 256);
  expect(manualProtect).toBeLessThan(clearAtSync / 2);
});

test('a slow destination slows the source', () => {
  const plain = simulate(scenario({ stressMem: 512 })).totalTimeMs;
  const slow = simulate(scenario({ stressMem: 512, host: { receivePageNs: 20_000 } })).totalTimeMs;
  // 512 MiB are 131,072 pages, which the link carries in 4.1 us each.
  expect(slow - plain).toBeGreaterThan(131_072 * 14e-3);
});

test('regions that do not fit from their boundaries on are told, and no bug', () => {
  const phase = { kind: 'stress', stressMib: 21.7 } as const;
  const phases = [1, 2, 3].map((seconds) => ({ seconds, workload: phase }));
  const workload = { kind: 'phases', phases } as const;
  const error = inputErrorOf(() => simulate(scenario({ cpus: 30, vmMem: 66, workload })));
  expect(error.message).toBe(
    "--vm-mem: 66 is less than the 68 MiB that the guest's programs and devices take",
  );
});
