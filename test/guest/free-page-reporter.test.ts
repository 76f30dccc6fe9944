import { ns } from '../../src/sim/time.js';
import { expect, test, vi } from 'vitest';
import { FreeMemory } from '../../src/guest/free-memory.js';
import { type FreePageBatch, FreePageReporter } from '../../src/guest/free-page-reporter.js';
import { Guest } from '../../src/guest/guest.js';
import { RunClock, THROTTLE_TIMESLICE_NS } from '../../src/guest/run-clock.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';
import { memoryWithRegions } from '../support/engine.js';

/** 96 zero pages around a region that is in use, [32, 64); 10 ns a page, 100 a batch, 7 the queue. */
function reporter(): {
  clock: VirtualClock;
  runClock: RunClock;
  reports: FreePageReporter;
  request: (list: number) => void;
  batches: FreePageBatch[];
} {
  const memory = memoryWithRegions(128, [[32, 64]]);
  const runClock = new RunClock(ns(0));
  const clock = new VirtualClock();
  const guest = new Guest(memory, runClock, [], null);
  const speed = { listPage: ns(10), batch: ns(100), batchPages: 60, queue: ns(7) };
  const reports = new FreePageReporter(clock, guest, new FreeMemory(memory, null), speed, false);
  const batches: FreePageBatch[] = [];
  const request = (list: number): void => reports.request(list, (batch) => batches.push(batch));
  return { clock, runClock, reports, request, batches };
}

test('records free pages batch by batch, and queues each when it is built', () => {
  const { clock, reports, request, batches } = reporter();
  request(1);
  clock.advanceTo(ns(7 + 700 + 6));
  expect(batches).toEqual([]);
  clock.advanceTo(ns(5000));
  expect(batches).toEqual([
    {
      list: 1,
      ranges: [
        { start: 0, end: 32 },
        { start: 64, end: 92 },
      ],
      pages: 60,
      recordedAt: 7,
      queuedAt: 707,
      last: false,
    },
    {
      list: 1,
      ranges: [{ start: 92, end: 128 }],
      pages: 36,
      recordedAt: 707,
      queuedAt: 707 + 100 + 360,
      last: true,
    },
  ]);
  expect(reports.isBuilding).toBe(false);
});

test('a new request gives up the list that is being built', () => {
  const { clock, request, batches } = reporter();
  request(1);
  clock.advanceTo(ns(300));
  request(2);
  clock.advanceTo(ns(5000));
  expect(batches.map(({ list, recordedAt }) => [list, recordedAt])).toEqual([
    [2, 307],
    [2, 1007],
  ]);
});

test('a guest that is throttled meanwhile queues the batch when it has run for it', () => {
  const { clock, runClock, request, batches } = reporter();
  request(1);
  clock.advanceTo(ns(300));
  runClock.setThrottle(50, ns(300));
  clock.advanceTo(ns(2 * THROTTLE_TIMESLICE_NS));
  // 293 ns of work were done; asleep for a slice, and then the rest of 700.
  expect(batches.map(({ queuedAt }) => queuedAt)).toEqual([
    707 + THROTTLE_TIMESLICE_NS,
    1167 + THROTTLE_TIMESLICE_NS,
  ]);
});

test('work of which a nanosecond lacks is done: times are rounded', () => {
  const { clock, runClock, request, batches } = reporter();
  request(1);
  clock.advanceTo(ns(706));
  runClock.setThrottle(50, ns(706));
  clock.advanceTo(ns(5000));
  expect(batches.map(({ queuedAt }) => queuedAt)).toEqual([707]);
});

test('a stopped guest reports nothing', () => {
  const { clock, runClock, request, batches } = reporter();
  request(1);
  clock.advanceTo(ns(300));
  runClock.stop(ns(300));
  clock.advanceTo(ns(5000));
  expect(batches).toEqual([]);
});

test.each([true, false])(
  'pages go back to their owner if they were held back (%s)',
  (holdsBack) => {
    const memory = memoryWithRegions(128, [[32, 64]]);
    const clock = new VirtualClock();
    const guest = new Guest(memory, new RunClock(ns(0)), [], null);
    const free = new FreeMemory(memory, null);
    const release = vi.spyOn(free, 'release');
    const speed = { listPage: ns(10), batch: ns(100), batchPages: 60, queue: ns(7) };
    const reports = new FreePageReporter(clock, guest, free, speed, holdsBack);
    reports.giveBack([{ start: 0, end: 32 }], ns(10));
    expect(release).toHaveBeenCalledTimes(holdsBack ? 1 : 0);
  },
);
