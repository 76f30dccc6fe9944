import { describe, expect, test } from 'vitest';
import { MemoryMetrics } from '../../../src/engines/cloud-hypervisor/memory-metrics.js';
import { passLine } from '../../../src/engines/cloud-hypervisor/cloud-hypervisor-log.js';
import { NS_PER_MS, NS_PER_S, ns } from '../../../src/sim/time.js';

const MIB = 2 ** 20;

/** Metrics of a migration that began at 0 and has sent one table. */
function afterOnePass(bytes: number, duration: number, keepsBandwidth = false): MemoryMetrics {
  const metrics = new MemoryMetrics(ns(0), keepsBandwidth);
  metrics.beginPass(ns(0));
  metrics.beforeTransfer(0, bytes, ns(0));
  metrics.afterTransfer(0, ns(0), ns(duration));
  return metrics;
}

/* The vectors of the crate's own unit tests. */
describe('bandwidth and estimate', () => {
  test('there is neither before a pass was sent, unless there is nothing to send', () => {
    const metrics = new MemoryMetrics(ns(0));
    expect(metrics.beforeTransfer(0, 1024, ns(0))).toMatchObject({
      bytesPerSecond: null,
      estimatedDowntimeMs: null,
    });
    expect(metrics.beforeTransfer(0, 0, ns(0)).estimatedDowntimeMs).toBe(0);
  });

  test('1024 bytes at 1024 bytes a second are estimated at a second', () => {
    const metrics = afterOnePass(1024, NS_PER_S);
    expect(metrics.beforeTransfer(1, 1024, ns(NS_PER_S)).estimatedDowntimeMs).toBe(1000);
  });

  test('1024 bytes in 0.9 s', () => {
    const metrics = afterOnePass(1024, 0.9 * NS_PER_S);
    expect(metrics.beforeTransfer(1, 1, ns(NS_PER_S)).bytesPerSecond).toBeCloseTo(1024 / 0.9, 9);
  });

  test('a transfer that took no time leaves a bandwidth of 0, and no estimate', () => {
    const metrics = afterOnePass(1024, 0);
    expect(metrics.beforeTransfer(1, 1024, ns(0))).toMatchObject({
      bytesPerSecond: 0,
      estimatedDowntimeMs: null,
    });
  });

  test('half of what took a second is estimated at 500 ms; MiB are rounded up', () => {
    const metrics = afterOnePass(MIB, NS_PER_S);
    expect(metrics.beforeTransfer(1, MIB / 2, ns(NS_PER_S)).estimatedDowntimeMs).toBe(500);
    const pass = metrics.afterTransfer(1, ns(NS_PER_S), ns(1.5 * NS_PER_S));
    expect(passLine(pass)).toContain('curr=1MiB total=2MiB ');
  });

  test('follow the last pass alone', () => {
    const metrics = afterOnePass(100 * MIB, NS_PER_S);
    metrics.beforeTransfer(1, MIB, ns(NS_PER_S));
    metrics.afterTransfer(1, ns(NS_PER_S), ns(2 * NS_PER_S));
    expect(metrics.beforeTransfer(2, 1, ns(2 * NS_PER_S)).bytesPerSecond).toBe(MIB);
  });

  test.each([
    [false, 0],
    [true, MIB],
  ])('an empty pass, bandwidth kept %s', (keepsBandwidth, bytesPerSecond) => {
    const metrics = afterOnePass(MIB, NS_PER_S, keepsBandwidth);
    metrics.beforeTransfer(1, 0, ns(NS_PER_S));
    metrics.afterTransfer(1, ns(NS_PER_S), ns(NS_PER_S));
    expect(metrics.beforeTransfer(2, 1, ns(NS_PER_S)).bytesPerSecond).toBe(bytesPerSecond);
  });
});

test('overhead is what a pass takes beside its transfer; the average counts from the beginning', () => {
  const metrics = new MemoryMetrics(ns(50 * NS_PER_MS));
  metrics.beginPass(ns(100 * NS_PER_MS));
  metrics.beforeTransfer(0, MIB, ns(115 * NS_PER_MS));
  expect(metrics.afterTransfer(0, ns(115 * NS_PER_MS), ns(250 * NS_PER_MS))).toMatchObject({
    overheadMs: 15,
    transferMs: 135,
    elapsedMs: 200,
    averageBytesPerSecond: 5 * MIB,
  });
});
