import { describe, expect, test } from 'vitest';
import { Monitor, monitorLimits } from '../../src/migration/monitor.js';
import { type ProgressSample, statusOnlySample } from '../../src/migration/progress.js';
import type { PausePlan } from '../../src/migration/stop-condition-names.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../src/sim/time.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

describe('pause', () => {
  /** When a guest is paused whose iteration count grows at 120, 160 and 500 ms. */
  function pausedAt(plan: PausePlan, maxIterations = 30): number[] {
    const clock = new VirtualClock();
    const stops: number[] = [];
    let dirtySyncCount = 1;
    const query = (): ProgressSample => ({ ...statusOnlySample('active'), dirtySyncCount });
    const stop = (now: number): void => void stops.push(now / NS_PER_MS);
    const limits = monitorLimits(maxIterations, 300);
    const monitor = new Monitor(clock, limits, query, { plan, stop });
    for (const at of [120, 160, 500]) {
      clock.schedule(ns(at * NS_PER_MS), () => {
        dirtySyncCount++;
        monitor.afterSync();
      });
    }
    clock.advanceTo(ns(NS_PER_S));
    return stops;
  }

  test('the first poll that sees enough iterations, and no earlier one', () => {
    expect(pausedAt({ at: 'iterations', iterations: 3 })[0]).toBe(200);
    expect(pausedAt({ at: 'iterations', iterations: 0 })[0]).toBe(50);
    expect(pausedAt({ at: 'iterations', iterations: 5 })).toEqual([]);
  });

  test('at a time', () => {
    expect(pausedAt({ at: 'time', seconds: 0 })[0]).toBe(50);
    expect(pausedAt({ at: 'time', seconds: 1 })[0]).toBe(1000);
  });

  test('a poll that cancels does not pause', () => {
    expect(pausedAt({ at: 'iterations', iterations: 3 }, 2)).toEqual([]);
  });
});

describe('postcopy', () => {
  /** The ms at which guestperf starts postcopy, of a migration that syncs at 120 and 300 ms. */
  const startsAt = (dirtySyncCount: number): readonly number[] => {
    const clock = new VirtualClock();
    const starts: number[] = [];
    let count = 0;
    const monitor = new Monitor(
      clock,
      monitorLimits(30, 300),
      () => ({ ...statusOnlySample('active'), dirtySyncCount: count }),
      null,
      undefined,
      { dirtySyncCount, start: () => starts.push(clock.now / NS_PER_MS) },
    );
    for (const ms of [60, 120, 300]) {
      clock.advanceTo(ns(ms * NS_PER_MS));
      count++;
      monitor.afterSync();
    }
    clock.advanceTo(ns(900 * NS_PER_MS));
    return starts.slice(0, 1);
  };

  test('starts at the first poll that sees enough iterations, 0 in setup', () => {
    expect([0, 1, 2, 3, 4].map(startsAt)).toEqual([[50], [100], [150], [350], []]);
  });

  test('a poll that cancels does not start it', () => {
    const clock = new VirtualClock();
    let started = false;
    const monitor = new Monitor(
      clock,
      monitorLimits(1, 300),
      () => ({ ...statusOnlySample('active'), dirtySyncCount: 2 }),
      null,
      undefined,
      { dirtySyncCount: 2, start: () => void (started = true) },
    );
    clock.advanceTo(ns(60 * NS_PER_MS));
    expect(monitor.cancelReason).toBe('max-iters');
    expect(started).toBe(false);
  });
});
