import { describe, expect, test } from 'vitest';
import type { MigrationCosts } from '../../src/migration/costs.js';
import { RunClock } from '../../src/guest/run-clock.js';
import { DirectMerge } from '../../src/migration/bitmap-merge.js';
import { DirtySync, type DirtyPeriod } from '../../src/migration/dirty-sync.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';

/** An idle guest whose writes a test makes itself, and the periods that were judged. */
class Synced {
  readonly memory = memoryWithRegions(256, [[64, 192]]);
  readonly context;
  readonly periods: (DirtyPeriod & { readonly atMs: number })[] = [];
  readonly sync: DirtySync;

  constructor(costs: Partial<MigrationCosts> = {}, setupMs = 0) {
    this.context = migrationContext({ memory: this.memory, costs });
    this.context.clock.advanceTo(ns(setupMs * NS_PER_MS));
    this.sync = new DirtySync(this.context, new DirectMerge(), {
      periods: [
        { periodEnded: (period, now) => this.periods.push({ ...period, atMs: now / NS_PER_MS }) },
      ],
      notifiers: [],
    });
    this.sync.sync('setup');
    this.context.ram.take(0, 256);
  }

  write(from: number, to: number): void {
    this.memory.regions[0].logWrites(from - 64, to - 64);
  }

  syncAt(ms: number, sentBytes = 0): void {
    this.context.counters.transferredBytes += sentBytes;
    this.context.clock.advanceTo(ns(ms * NS_PER_MS));
    this.sync.sync('pending');
  }
}

test('what is found is pending, and counted once', () => {
  const synced = new Synced();
  synced.write(100, 110);
  synced.syncAt(10);
  expect(synced.context.ram.dirtyPages).toBe(10);
  expect(synced.sync.remainingAtLastSync).toBe(10 * 4096);
  synced.write(105, 115);
  synced.context.ram.take(100, 103);
  expect(synced.sync.remainingAtLastSync).toBe(10 * 4096);
  synced.syncAt(20);
  expect(synced.context.ram.dirtyPages).toBe(12);
  expect(synced.context.ram.dirty.count()).toBe(12);
  expect(synced.sync.remainingAtLastSync).toBe(12 * 4096);
  expect(synced.context.counters.dirtySyncCount).toBe(3);
});

test('takes a fixed time, and some for each page that is protected again', () => {
  const synced = new Synced({ sync: ns(5000), loggedPage: ns(100) });
  expect(synced.context.clock.now).toBe(5000);
  synced.write(100, 110);
  synced.syncAt(1);
  expect(synced.context.clock.now).toBe(1_000_000 + 5000 + 10 * 100);
});

test('takes a time for each page whose bits are tested one by one', () => {
  const memory = memoryWithRegions(256, [[64, 192]]);
  const context = migrationContext({ memory, costs: { sync: ns(5000), walkedPage: ns(3) } });
  const merge = new DirectMerge();
  const sync = new DirtySync(context, {
    mergeIteration: (log, ram) => ({ ...merge.mergeIteration(log, ram), walkedPages: 1000 }),
    mergeBackground: (log, ram) => merge.mergeBackground(log, ram),
  });
  sync.sync('setup');
  expect(context.clock.now).toBe(5000 + 3000);
});

test('waits for vCPUs in their throttle sleep, if they are emulated', () => {
  for (const syncWaitsForVcpus of [false, true]) {
    const synced = new Synced({ sync: ns(5000), syncWaitsForVcpus });
    const { clock } = synced.context.guest;
    if (clock instanceof RunClock) clock.setThrottle(50, ns(0));
    synced.syncAt(4);
    expect(synced.context.clock.now).toBe((syncWaitsForVcpus ? 10 : 4) * NS_PER_MS + 5000);
  }
});

describe('a background sync', () => {
  const costs = { sync: ns(5 * NS_PER_MS) };

  test('fetches the log while a step goes on, and merges when the step is over', () => {
    const synced = new Synced(costs);
    const { clock, mutex, ram } = synced.context;
    const started = clock.now;
    mutex.enterStep();
    synced.write(100, 110);
    let endedAt = -1;
    synced.sync.fetchAndMerge((end) => (endedAt = end));
    // Written after the fetch: for the next sync.
    synced.write(120, 130);
    clock.advanceTo(ns(started + 30 * NS_PER_MS));
    expect({ pending: ram.dirtyPages, endedAt }).toEqual({ pending: 0, endedAt: -1 });
    mutex.leaveStep();
    clock.advanceTo(ns(started + 31 * NS_PER_MS));
    expect({ pending: ram.dirtyPages, endedAt }).toEqual({
      pending: 10,
      endedAt: started + 30 * NS_PER_MS,
    });
  });

  test('merges at once where no step holds the bitmap', () => {
    const synced = new Synced(costs);
    const { clock, ram } = synced.context;
    const started = clock.now;
    synced.write(100, 110);
    let endedAt = -1;
    synced.sync.fetchAndMerge((end) => (endedAt = end));
    clock.advanceTo(ns(started + 5 * NS_PER_MS));
    expect({ pending: ram.dirtyPages, endedAt }).toEqual({ pending: 10, endedAt: clock.now });
  });

  test('ends at the nearest whole nanosecond', () => {
    const ended = [10.4, 10.6].map((sync) => {
      const synced = new Synced({ sync: ns(sync) });
      const { clock } = synced.context;
      const started = clock.now;
      let endedAt = -1;
      synced.sync.fetchAndMerge((end) => (endedAt = end));
      clock.advanceTo(ns(started + 100));
      return endedAt - started;
    });
    expect(ended).toEqual([10, 11]);
  });
});

test('a sync of the migration thread waits for who has the big lock, and has it', () => {
  const synced = new Synced({ sync: ns(5 * NS_PER_MS) });
  const { bigLock, clock } = synced.context;
  const started = clock.now;
  bigLock.request('main-loop', () => {
    clock.schedule(ns(started + 20 * NS_PER_MS), () => bigLock.release());
  });
  let wasHeld = false;
  clock.schedule(ns(started + 22 * NS_PER_MS), () => (wasHeld = bigLock.isHeld));
  synced.sync.sync('pending');
  expect(clock.now).toBe(started + 25 * NS_PER_MS);
  expect({ wasHeld, isHeld: bigLock.isHeld }).toEqual({ wasHeld: true, isHeld: false });
});

describe('periods', () => {
  test('a period is judged when it lasted more than 1000 whole ms', () => {
    const synced = new Synced();
    synced.write(100, 110);
    synced.syncAt(1000.999, 5000);
    expect(synced.periods).toEqual([]);
    synced.syncAt(1001, 1000);
    expect(synced.periods).toEqual([
      { elapsedMs: 1001, transferredBytes: 6000, dirtyBytes: 10 * 4096, sentPages: 0, atMs: 1001 },
    ]);
  });

  test('several syncs add to one period', () => {
    const synced = new Synced();
    for (const [index, ms] of [200, 400, 600, 800, 1000, 1200].entries()) {
      synced.write(64 + index * 10, 74 + index * 10);
      synced.syncAt(ms, 100);
      synced.context.ram.take(64 + index * 10, 74 + index * 10);
    }
    expect(synced.periods).toEqual([
      { elapsedMs: 1200, transferredBytes: 600, dirtyBytes: 60 * 4096, sentPages: 0, atMs: 1200 },
    ]);
    expect(synced.context.counters.dirtyPagesPerSecond).toBe(50);
  });

  test('the next period begins where the last one ended', () => {
    const synced = new Synced();
    synced.write(100, 110);
    synced.syncAt(1500, 700);
    synced.write(150, 170);
    synced.syncAt(2500, 300);
    expect(synced.periods).toHaveLength(1);
    expect(synced.context.counters.dirtyPagesPerSecond).toBe(6);
    synced.syncAt(3000, 50);
    expect(synced.periods[1]).toEqual({
      transferredBytes: 350,
      elapsedMs: 1500,
      dirtyBytes: 20 * 4096,
      sentPages: 0,
      atMs: 3000,
    });
    // 20 pages in 1500 ms.
    expect(synced.context.counters.dirtyPagesPerSecond).toBe(13);
  });

  test('pages that are rewritten while they are pending do not count', () => {
    const synced = new Synced();
    synced.write(100, 120);
    synced.syncAt(500);
    synced.write(100, 130);
    synced.syncAt(1200);
    expect(synced.periods[0].dirtyBytes).toBe(30 * 4096);
  });
});

test('a background sync ends later, and is accounted for then', () => {
  const synced = new Synced({ sync: ns(2 * NS_PER_MS) });
  synced.context.clock.advanceTo(ns(10 * NS_PER_MS));
  synced.write(100, 110);
  expect(synced.sync.syncInBackground(synced.context.clock.now)).toBe(12 * NS_PER_MS);
  expect(synced.context.counters.dirtySyncCount).toBe(2);
  expect(synced.context.counters.iterationCount).toBe(1);
  expect(synced.sync.remainingAtLastSync).toBe(256 * 4096);
  synced.context.clock.advanceTo(ns(12 * NS_PER_MS));
  expect(synced.sync.remainingAtLastSync).toBe(10 * 4096);
});

test('the first period begins with the first sync, and not with the migration', () => {
  const synced = new Synced({}, 500);
  synced.syncAt(1400);
  expect(synced.periods).toEqual([]);
  synced.syncAt(1600);
  expect(synced.periods).toMatchObject([{ atMs: 1600 }]);
});

test('a period that had begun before goes on from there', () => {
  const synced = new Synced({}, 500);
  synced.sync.takeUp({
    start: ns(300 * NS_PER_MS),
    transferredBytes: 0,
    dirtyPages: 7,
    remainingAtLastSync: 0,
  });
  synced.syncAt(1350);
  expect(synced.periods).toMatchObject([{ atMs: 1350, dirtyBytes: 7 * 4096 }]);
});
