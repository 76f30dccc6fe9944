import { describe, expect, test } from 'vitest';
import { type CpuSampler, Monitor, monitorLimits } from '../../src/migration/monitor.js';
import { statusOnlySample } from '../../src/migration/progress.js';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, ns } from '../../src/sim/time.js';
import { WorkBudget, WorkExceeded } from '../../src/sim/work-budget.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/** vCPUs that have run for all of the time. */
const cpuOf = (clock: VirtualClock, vcpus: number): CpuSampler => {
  const all = Array.from({ length: vcpus }, () => ({ runTimeAt: (now: Nanoseconds) => now }));
  return { vcpus, sample: (polledAtMs, table) => table.add(polledAtMs, 0, all, clock.now) };
};

/** A monitor of a migration whose iteration count a test sets. */
class Watched {
  readonly clock = new VirtualClock();
  readonly monitor: Monitor;
  private dirtySyncCount = 1;

  constructor(maxIterations: number, maxTimeSeconds: number, phaseMs = 0) {
    this.monitor = new Monitor(
      this.clock,
      monitorLimits(maxIterations, maxTimeSeconds),
      (polledAtMs) => ({
        ...statusOnlySample('active', polledAtMs),
        durationMs: this.clock.now / NS_PER_MS,
        dirtySyncCount: this.dirtySyncCount,
      }),
      null,
      cpuOf(this.clock, 1),
      null,
      ns(phaseMs * NS_PER_MS),
    );
  }

  syncAt(ms: number): void {
    this.clock.advanceTo(ns(ms * NS_PER_MS));
    this.dirtySyncCount++;
    this.monitor.afterSync();
  }

  get history(): (readonly [number, number])[] {
    return this.monitor.history.map(({ durationMs, dirtySyncCount }) => [
      durationMs,
      dirtySyncCount,
    ]);
  }
}

describe('history', () => {
  test('one record for each growth of the iteration count, at the next poll', () => {
    const watched = new Watched(30, 300);
    watched.syncAt(120);
    watched.syncAt(160);
    watched.syncAt(170);
    watched.syncAt(200);
    watched.clock.advanceTo(ns(NS_PER_S));
    expect(watched.history).toEqual([
      [50, 1],
      [150, 2],
      [200, 4],
      [250, 5],
    ]);
  });

  test('polls that are out of phase come so much later, all of them', () => {
    const watched = new Watched(30, 1, 20);
    watched.syncAt(10);
    watched.syncAt(120);
    watched.syncAt(125);
    watched.clock.advanceTo(ns(1019 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBeNull();
    watched.clock.advanceTo(ns(1020 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBe('max-time');
    expect(watched.history).toEqual([
      [70, 2],
      [170, 4],
    ]);
    expect(watched.monitor.samples.list().map(({ durationMs }) => durationMs)).toEqual([1020]);
  });

  test('and the last answer', () => {
    const watched = new Watched(30, 300);
    watched.clock.advanceTo(ns(77 * NS_PER_MS));
    watched.monitor.finish();
    expect(watched.history).toEqual([
      [50, 1],
      [77, 1],
    ]);
  });
});

describe('a sample with every 20th poll, which is one a second', () => {
  test('with the CPU times of that moment', () => {
    const watched = new Watched(30, 300);
    watched.clock.advanceTo(ns(3.5 * NS_PER_S));
    const { cpuSamples, samples } = watched.monitor;
    expect(samples.list().map(({ durationMs }) => durationMs)).toEqual([1000, 2000, 3000]);
    expect(samples.list().map(({ polledAtMs }) => polledAtMs)).toEqual([1000, 2000, 3000]);
    expect(cpuSamples.list().map(({ polledAtMs }) => polledAtMs)).toEqual([1000, 2000, 3000]);
    expect(cpuSamples.list().map(({ vcpuRunMs }) => vcpuRunMs)).toEqual([[1000], [2000], [3000]]);
  });

  test('is more work where it is kept, and most with the times of many vCPUs', () => {
    const secondsWith = (keepsAnswers: boolean, vcpus: number): number => {
      const clock = new VirtualClock(new WorkBudget(100_000));
      const monitor = new Monitor(
        clock,
        monitorLimits(30, 300),
        (polledAtMs) => statusOnlySample('active', polledAtMs),
        null,
        cpuOf(clock, vcpus),
      );
      monitor.keepsAnswers = keepsAnswers;
      expect(() => clock.advanceTo(ns(1e6 * NS_PER_S))).toThrow(WorkExceeded);
      return Math.floor(clock.now / NS_PER_S);
    };
    expect(secondsWith(false, 1000)).toBeGreaterThan(400);
    expect(secondsWith(true, 1)).toBeLessThan(80);
    expect(secondsWith(true, 1000)).toBeLessThan(10);
  });

  test('is more work with each answer of the history that is kept', () => {
    const pollsWith = (keepsAnswers: boolean): number => {
      const clock = new VirtualClock(new WorkBudget(100_000));
      let polls = 0;
      const monitor = new Monitor(clock, monitorLimits(Infinity, 300), (polledAtMs) => ({
        ...statusOnlySample('active', polledAtMs),
        dirtySyncCount: ++polls,
      }));
      monitor.keepsAnswers = keepsAnswers;
      const watch = (): void => {
        for (;;) {
          clock.advanceBy(ns(60 * NS_PER_MS));
          monitor.afterSync();
        }
      };
      expect(watch).toThrow(WorkExceeded);
      expect(monitor.history.length > 0).toBe(keepsAnswers);
      return polls;
    };
    expect(pollsWith(false)).toBeGreaterThan(1000);
    expect(pollsWith(true)).toBeLessThan(200);
  });

  test('also if it is the poll that sees the end', () => {
    const polls = (endMs: number): number[] => {
      const watched = new Watched(30, 300);
      watched.clock.advanceTo(ns(endMs * NS_PER_MS));
      watched.monitor.finish();
      return watched.monitor.cpuSamples.list().map(({ polledAtMs }) => polledAtMs);
    };
    expect(polls(1949)).toEqual([1000]);
    expect(polls(1951)).toEqual([1000, 2000]);
  });
});

describe('the last answer is that of a poll', () => {
  const lastPoll = ({ monitor }: Watched): number | undefined => {
    monitor.finish();
    return monitor.history.at(-1)?.polledAtMs;
  };

  test('the next one', () => {
    const watched = new Watched(30, 300);
    watched.clock.advanceTo(ns(77 * NS_PER_MS));
    expect(lastPoll(watched)).toBe(100);
  });

  test('and not the one that made guestperf cancel', () => {
    const watched = new Watched(30, 2);
    watched.clock.advanceTo(ns(2050 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBe('max-time');
    expect(lastPoll(watched)).toBe(2100);
  });
});

describe('cancel', () => {
  test('more iterations than allowed, not as many', () => {
    const watched = new Watched(3, 300);
    watched.syncAt(100);
    watched.syncAt(200);
    watched.clock.advanceTo(ns(NS_PER_S));
    expect(watched.monitor.cancelReason).toBeNull();
    watched.syncAt(1010);
    watched.clock.advanceTo(ns(1049 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBeNull();
    watched.clock.advanceTo(ns(1050 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBe('max-iters');
  });

  test('later than allowed, not as late', () => {
    const watched = new Watched(30, 2);
    watched.clock.advanceTo(ns(2 * NS_PER_S));
    expect(watched.monitor.cancelReason).toBeNull();
    watched.clock.advanceTo(ns(2049 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBeNull();
    watched.clock.advanceTo(ns(2050 * NS_PER_MS));
    expect(watched.monitor.cancelReason).toBe('max-time');
  });

  test('the first reason stays', () => {
    const watched = new Watched(1, 2);
    watched.syncAt(100);
    watched.clock.advanceTo(ns(5 * NS_PER_S));
    expect(watched.monitor.cancelReason).toBe('max-iters');
  });
});

test('the end is seen at the next poll', () => {
  const { monitor } = new Watched(30, 300);
  expect(monitor.seesEndAt(ns(0))).toBe(50 * NS_PER_MS);
  expect(monitor.seesEndAt(ns(101 * NS_PER_MS))).toBe(150 * NS_PER_MS);
});
