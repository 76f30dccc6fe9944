import { expect, test } from 'vitest';
import { Guest } from '../../src/guest/guest.js';
import { stressPattern } from '../../src/guest/page-content.js';
import { RunClock } from '../../src/guest/run-clock.js';
import type { Dirtying, Workload } from '../../src/guest/workload.js';
import type { WriteRegion } from '../../src/memory/write-region.js';
import { type Nanoseconds, NS_PER_MS, ns } from '../../src/sim/time.js';
import { WorkBudget } from '../../src/sim/work-budget.js';
import { memoryWithRegions } from '../support/engine.js';

/** A workload that notes how long it was let run, and until when. */
class NotingWorkload implements Workload {
  readonly copyLines = null;
  readonly freeList = null;
  readonly writesInOrder = true;
  readonly runs: (readonly [runTime: number, by: number])[] = [];

  readonly content = { pattern: stressPattern, versionOf: () => 0 };

  constructor(readonly region: WriteRegion) {}

  run(runTime: number, by: number): void {
    this.runs.push([runTime, by]);
  }

  untilMissing(): Nanoseconds {
    return ns(Infinity);
  }

  missingPage(): null {
    return null;
  }

  foresee(): Dirtying {
    return { visits: 0, pages: 0 };
  }
}

function guestOfTwo() {
  const memory = memoryWithRegions(256, [
    [0, 32],
    [64, 96],
  ]);
  const clock = new RunClock(ns(0));
  const workloads = memory.regions.map((region) => new NotingWorkload(region));
  return { memory, clock, workloads, guest: new Guest(memory, clock, workloads, null) };
}

test('looking at one region works out that region alone, and once', () => {
  const { memory, guest, workloads } = guestOfTwo();
  guest.advanceRegion(memory.regions[0], ns(100));
  guest.advanceRegion(memory.regions[0], ns(100));
  guest.advance(ns(150));
  expect(workloads[0].runs).toEqual([
    [100, 100],
    [50, 150],
  ]);
  expect(workloads[1].runs).toEqual([[150, 150]]);
});

test('a throttled guest works less', () => {
  const { guest, clock, workloads } = guestOfTwo();
  clock.setThrottle(50, ns(0));
  guest.advance(ns(20 * NS_PER_MS));
  expect(workloads[0].runs).toEqual([[10 * NS_PER_MS, 20 * NS_PER_MS]]);
});

test('vCPUs of half the speed do half the work in their time', () => {
  const { memory, clock, workloads } = guestOfTwo();
  new Guest(memory, clock, workloads, null, 0.5).advance(ns(100));
  expect(workloads[0].runs).toEqual([[50, 100]]);
});

test('a stopped guest has done what it did before, and does nothing more', () => {
  const { guest, workloads } = guestOfTwo();
  guest.stop(ns(100));
  guest.advance(ns(500));
  expect(workloads[0].runs).toEqual([[100, 100]]);
  expect(workloads[1].runs).toEqual([[100, 100]]);
});

test('its speed: the part of the time that vCPUs ran, outside of faults; all of it at first', () => {
  const { memory, guest, clock } = guestOfTwo();
  expect(guest.speedPercent(ns(0), ns(1000))).toBe(100);
  clock.setThrottle(50, ns(0));
  const now = ns(40 * NS_PER_MS);
  expect(guest.speedPercent(now, ns(1000))).toBe(50);
  memory.regions[0].faults = 4000;
  // Of 80 ms of two vCPUs 40 were run, 4 of them in faults.
  expect(guest.speedPercent(now, ns(1000))).toBe(45);
  guest.stop(ns(20 * NS_PER_MS));
  expect(guest.speedPercent(now, ns(1000))).toBe(40);
});

test('a look at a region is a unit of work, and another for each 16,384 pages', () => {
  const memory = memoryWithRegions(8192, [[0, 8192]]);
  const [region] = memory.regions;
  const work = new WorkBudget(1.5);
  const clock = new RunClock(ns(0));
  const guest = new Guest(memory, clock, [new NotingWorkload(region)], null, 1, null, work);
  guest.advanceRegion(region, ns(1));
  // At the same time there is nothing to look at.
  guest.advanceRegion(region, ns(1));
  expect(() => guest.advanceRegion(region, ns(2))).toThrow(
    expect.objectContaining({ done: expect.objectContaining({ looks: 3 }) }),
  );
});

test('vCPUs may share a region', () => {
  const memory = memoryWithRegions(64, [[0, 32]]);
  const workloads = [0, 1].map(() => new NotingWorkload(memory.regions[0]));
  new Guest(memory, new RunClock(ns(0)), workloads, null).advance(ns(70));
  expect(workloads.map((workload) => workload.runs)).toEqual([[[70, 70]], [[70, 70]]]);
});
