import { describe, expect, test } from 'vitest';
import { BandwidthWindow } from '../../src/migration/bandwidth-window.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';

const ms = (count: number): number => count * NS_PER_MS;

describe('the window', () => {
  test('nothing is known for the first 100 ms: the threshold is 0', () => {
    const window = new BandwidthWindow(500, ns(0), 0);
    expect(
      window.update(ns(ms(100) - 1), { transferredBytes: 1e9, dirtyPagesPerSecond: 0 }, 0),
    ).toBe(false);
    expect(window.thresholdBytes).toBe(0);
    expect(window.bandwidth).toBe(0);
    expect(window.sliceEnd).toBe(ms(100));
  });

  test('a rate that is trusted counts instead of the estimate, in whole bytes per ms', () => {
    const window = new BandwidthWindow(500, ns(0), 0, 1_999_999);
    window.update(
      ns(ms(100)),
      { transferredBytes: 10_000_000, dirtyPagesPerSecond: 1 },
      19_990_000,
    );
    expect(window.bandwidth).toBe(100_000);
    expect(window.thresholdBytes).toBe(1999 * 500);
    expect(window.expectedDowntimeMs).toBe(10_000);
  });

  test('bytes per ms of the last window, without smoothing', () => {
    const window = new BandwidthWindow(500, ns(0), 0);
    expect(
      window.update(ns(ms(100)), { transferredBytes: 10_000_000, dirtyPagesPerSecond: 0 }, 0),
    ).toBe(true);
    expect(window.bandwidth).toBe(100_000);
    expect(window.thresholdBytes).toBe(50_000_000);
    expect(window.megabitsPerSecond).toBe(800);
    expect(
      window.update(ns(ms(150)), { transferredBytes: 20_000_000, dirtyPagesPerSecond: 0 }, 0),
    ).toBe(false);
    expect(window.bandwidth).toBe(100_000);
    expect(
      window.update(ns(ms(300)), { transferredBytes: 11_000_000, dirtyPagesPerSecond: 0 }, 0),
    ).toBe(true);
    expect(window.bandwidth).toBe(5000);
    expect(window.windowStart).toBe(ms(300));
    expect(window.windowStartBytes).toBe(11_000_000);
  });

  test('time is in whole milliseconds, and the threshold is truncated', () => {
    const window = new BandwidthWindow(7, ns(ms(3.9)), 0);
    // From 3 to 103 ms.
    expect(
      window.update(ns(ms(103.95)), { transferredBytes: 1234, dirtyPagesPerSecond: 0 }, 0),
    ).toBe(true);
    expect(window.bandwidth).toBe(12.34);
    expect(window.thresholdBytes).toBe(86);
  });

  test('a window that spans 100 whole ms is closed, though it lasted a little less', () => {
    const window = new BandwidthWindow(7, ns(ms(3.9)), 0);
    const counters = { transferredBytes: 1000, dirtyPagesPerSecond: 0 };
    expect(window.update(ns(ms(102.99)), counters, 0)).toBe(false);
    expect(window.update(ns(ms(103)), counters, 0)).toBe(true);
  });
});

describe('expected downtime', () => {
  function expectedDowntime(transferred: number, dirtyRate: number): number {
    const window = new BandwidthWindow(300, ns(0), 0);
    window.update(
      ns(ms(100)),
      { transferredBytes: transferred, dirtyPagesPerSecond: dirtyRate },
      5_000_000,
    );
    return window.expectedDowntimeMs;
  }

  test('the limit, until the guest is known to dirty pages', () => {
    expect(new BandwidthWindow(300, ns(0), 0).expectedDowntimeMs).toBe(300);
    expect(expectedDowntime(1_000_000, 0)).toBe(300);
  });

  test('what was pending at the last sync over the bandwidth', () => {
    expect(expectedDowntime(1_000_000, 1)).toBe(500);
    expect(expectedDowntime(3_000_000, 1)).toBe(166);
  });

  test('a window of 10,000 bytes or fewer says nothing', () => {
    expect(expectedDowntime(10_000, 1)).toBe(300);
    expect(expectedDowntime(10_001, 1)).toBe(49_995);
  });
});
