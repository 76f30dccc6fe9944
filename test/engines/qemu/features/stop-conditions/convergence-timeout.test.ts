import { expect, test } from 'vitest';
import { BandwidthWindow } from '../../../../../src/migration/bandwidth-window.js';
import { BitmapMutex } from '../../../../../src/migration/bitmap-mutex.js';
import { ConvergenceTimeout } from '../../../../../src/engines/qemu/features/stop-conditions/convergence-timeout.js';
import {
  EndingRule,
  type EndingTarget,
} from '../../../../../src/engines/qemu/rules/ending-rule.js';
import type { LookSources } from '../../../../../src/engines/qemu/rules/live-look.js';
import { DowntimeLimit } from '../../../../../src/migration/downtime-limit.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../../../../src/sim/time.js';
import { VirtualClock } from '../../../../../src/sim/virtual-clock.js';

function limited(): { clock: VirtualClock; window: BandwidthWindow; limit: DowntimeLimit } {
  const clock = new VirtualClock();
  const window = new BandwidthWindow(30, ns(0), 0);
  return {
    clock,
    window,
    limit: new DowntimeLimit({ clock, mutex: new BitmapMutex(clock), trace: null }, window),
  };
}

/** Who doubles the limit at each timeout of so many seconds. */
function timed(seconds: number, { clock, limit, window }: ReturnType<typeof limited>): EndingRule {
  const sources = { context: { clock }, window } as unknown as LookSources;
  const target = { limit } as unknown as EndingTarget;
  return new EndingRule(
    new ConvergenceTimeout(seconds),
    { limit: 'convergence-timeout' },
    { clock, mutex: new BitmapMutex(clock) },
    () => sources,
    () => target,
  );
}

test("the answer of 2011: 60 ms after a minute, 120 after two, ... but 960, not '1.06 s', after five", () => {
  const { clock, window, limit } = limited();
  timed(60, { clock, window, limit }).start();
  const limits = [0, 59.999, 60, 119, 120, 180, 240, 300, 360].map((seconds) => {
    clock.advanceTo(ns(Math.round(seconds * NS_PER_S)));
    return window.downtimeLimitMs;
  });
  expect(limits).toEqual([30, 30, 60, 60, 120, 240, 480, 960, 1920]);
});

test('the limit ends at the largest one that QEMU accepts', () => {
  const { clock, window, limit } = limited();
  timed(1, { clock, window, limit }).start();
  clock.advanceTo(ns(16 * NS_PER_S));
  expect(window.downtimeLimitMs).toBe(30 * 2 ** 16);
  clock.advanceTo(ns(100 * NS_PER_S));
  expect(window.downtimeLimitMs).toBe(2_000_000);
  expect(clock.nextEventTime).toBe(Infinity);
});

test('in a migration that is under way it makes up for the timeouts that have passed', () => {
  const start = new VirtualClock(undefined, ns(185 * NS_PER_S));
  const under = { ...limited(), clock: start };
  timed(60, under).takeUp();
  start.advanceTo(ns(186 * NS_PER_S));
  expect(under.window.downtimeLimitMs).toBe(240);
  start.advanceTo(ns(240 * NS_PER_S));
  expect(under.window.downtimeLimitMs).toBe(480);
});

test('a raised limit counts from the next bandwidth window on', () => {
  const { window, limit } = limited();
  window.update(ns(100 * NS_PER_MS), { transferredBytes: 1_000_000, dirtyPagesPerSecond: 0 }, 0);
  expect(window.thresholdBytes).toBe(300_000);
  limit.set(60, 'convergence-timeout');
  expect(window.thresholdBytes).toBe(300_000);
  window.update(ns(200 * NS_PER_MS), { transferredBytes: 2_000_000, dirtyPagesPerSecond: 0 }, 0);
  expect(window.thresholdBytes).toBe(600_000);
});

test('it is named only for a switchover that the first limit would not have allowed', () => {
  const { window, limit } = limited();
  window.update(ns(100 * NS_PER_MS), { transferredBytes: 1_000_000, dirtyPagesPerSecond: 0 }, 0);
  expect(limit.raisedFor(500_000)).toBeNull();
  limit.set(60, 'convergence-timeout');
  expect(limit.raisedFor(299_999)).toBeNull();
  expect(limit.raisedFor(300_000)).toBe('convergence-timeout');
  expect(limit.raisedFor(0)).toBeNull();
});
