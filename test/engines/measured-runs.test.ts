import { describe, expect, test } from 'vitest';
import { MIB } from '../../src/memory/units.js';
import { measuredScenario } from '../support/measured.js';
import { TracedRun } from '../support/traces.js';

/** What real QEMU did, in runs of 7.2.22 that were measured. */
describe('downtime 500 ms: the threshold is a quarter of the working set', () => {
  const run = new TracedRun(measuredScenario({ downtime: 500 }));
  const passes = run.all('sync').slice(2, 19);

  test('a sync comes with 12.8 MiB still pending, every 1.6 s', () => {
    for (const [index, pass] of passes.slice(1).entries()) {
      expect(pass.timeMs - passes[index].timeMs).toBeCloseTo(1600, -2);
    }
    const pending = run.all('pending').filter(({ exact }) => !exact);
    for (const { pending_bytes: bytes } of pending.slice(2, 8)) {
      expect(Math.abs(bytes / MIB - 12.8)).toBeLessThan(0.1);
    }
  });

  test('the dirty rate counts what was not pending, not what the guest writes', () => {
    const rates = run.result.history.slice(3, 8).map((sample) => sample.dirtyPagesPerSecond);
    for (const rate of rates) expect(Math.abs(rate - 8150)).toBeLessThan(100);
  });

  test('20 % at sync 3, then a step every second sync, 99 % at sync 19', () => {
    expect(run.throttleAtSync()).toMatchObject({
      20: 3,
      30: 5,
      40: 7,
      50: 9,
      60: 11,
      70: 13,
      80: 15,
      90: 17,
      99: 19,
    });
    const last = run.all('throttle').at(-1);
    expect(last?.to_percent).toBe(99);
    expect((last?.timeMs ?? 0) / 1000).toBeCloseTo(29.3, 0);
  });

  test('the bandwidth estimate is the cap, and the expected downtime follows from it', () => {
    const sample = run.result.history[5];
    expect(sample.megabitsPerSecond).toBeCloseTo(268.6, 0);
    expect(Math.abs(sample.expectedDowntimeMs - 1999)).toBeLessThanOrEqual(2);
  });
});

test('tailslow: 90, 95, 98, 99', () => {
  const tailslow = measuredScenario({ downtime: 500, throttleTailslow: true });
  const steps = new TracedRun(tailslow).all('throttle');
  expect(steps.map((step) => step.to_percent).slice(-4)).toEqual([90, 95, 98, 99]);
});

test('downtime 1800 ms: five passes a second, but one decision in more than one', () => {
  const run = new TracedRun(measuredScenario({ downtime: 1800 }));
  const syncs = run.all('sync').filter(({ timeMs }) => timeMs > 2500 && timeMs < 9500);
  expect(syncs.length / 7).toBeCloseTo(5, 0);
  const decisions = run.all('trigger');
  for (const [index, { timeMs }] of decisions.slice(1).entries()) {
    expect(timeMs - decisions[index].timeMs).toBeGreaterThan(1000);
  }
  // Measured: 3.1, 5.4, 7.5 and 9.6 s. Five passes of exactly 200 ms are not more than a second, so
  // an ideal clock needs six.
  const times = run.all('throttle').map(({ timeMs }) => timeMs / 1000);
  expect(times[0]).toBeCloseTo(3.1, 0);
  for (const [index, time] of times.slice(1, 4).entries()) {
    expect(time - times[index]).toBeGreaterThan(2);
    expect(time - times[index]).toBeLessThan(2.5);
  }
});

test('a working set below the threshold: the switchover is not limited, and fast', () => {
  // The threshold is 16.01 MiB: one slice at the cap, and the page that exceeds it.
  const { result } = new TracedRun(measuredScenario({ stressMem: 16 }));
  if (result.status !== 'completed') throw new Error(`the run was ${result.status}`);
  expect(result.dirtySyncCount).toBeLessThanOrEqual(5);
  expect(result.totalTimeMs).toBeGreaterThan(500);
  expect(result.totalTimeMs).toBeLessThan(900);
  expect(result.downtime.residualBytes / 16.8e6).toBeCloseTo(1, 1);
  expect(result.downtime.parts.residualRamMs).toBeLessThan(5);
});

test('an idle guest that needs less than 100 ms completes at sync 2', () => {
  const { result } = new TracedRun(
    measuredScenario({
      vmMem: 128,
      workload: { kind: 'idle' },
      bandwidth: 200,
      autoConverge: false,
    }),
  );
  expect(result.status).toBe('completed');
  expect(result.dirtySyncCount).toBe(2);
  expect(result.totalTimeMs).toBeLessThan(100);
});
