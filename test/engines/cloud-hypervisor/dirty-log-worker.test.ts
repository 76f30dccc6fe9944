import { describe, expect, test } from 'vitest';
import { DirtyLog } from '../../../src/host/dirty-log.js';
import type { GuestMemory } from '../../../src/memory/guest-memory.js';
import { pagesOf, type RangeTable } from '../../../src/memory/range-table.js';
import type { WriteRegion } from '../../../src/memory/write-region.js';
import type { CloudHypervisorCosts } from '../../../src/engines/cloud-hypervisor/costs.js';
import {
  DirtyLogWorker,
  type InjectedFault,
} from '../../../src/engines/cloud-hypervisor/dirty-log-worker.js';
import { DirtySources } from '../../../src/engines/cloud-hypervisor/dirty-sources.js';
import { NS_PER_MS, ns } from '../../../src/sim/time.js';
import { VirtualClock } from '../../../src/sim/virtual-clock.js';
import { cloudHypervisorCosts } from '../../support/cloud-hypervisor-costs.js';
import { memoryWithRegions } from '../../support/engine.js';

const ms = (count: number): number => count * NS_PER_MS;
const nobody = { advance: (): void => {} };

/** A worker that has just started, over a log of 64 pages and that of a device. */
class Watched {
  readonly clock = new VirtualClock();
  readonly worker: DirtyLogWorker;
  readonly ram: WriteRegion;
  readonly device: WriteRegion;

  constructor(costs: Partial<CloudHypervisorCosts> = {}, fault: InjectedFault | null = null) {
    const memory = memoryWithRegions(256, [
      [0, 64],
      [128, 192],
    ]);
    [this.ram, this.device] = memory.regions;
    const logOf = (region: WriteRegion): DirtyLog =>
      new DirtyLog('clear-at-sync', {
        regions: [region],
        totalPages: memory.totalPages,
      } satisfies Pick<GuestMemory, 'regions' | 'totalPages'>);
    const sources = new DirtySources(
      [
        { writer: nobody, log: logOf(this.ram) },
        { writer: nobody, log: logOf(this.device) },
      ],
      null,
    );
    sources.start(ns(0));
    this.worker = new DirtyLogWorker(this.clock, sources, cloudHypervisorCosts(costs), fault);
    this.worker.start();
  }

  /** Harvests that have begun by then. */
  harvestsAt(timeMs: number): number {
    this.clock.advanceTo(ns(ms(timeMs)));
    return this.worker.harvests;
  }
}

function ranges({ starts, lengths }: RangeTable): (readonly [number, number])[] {
  return starts.map((start, index) => [start, lengths[index]]);
}

describe('rounds', () => {
  test('the first is at once, the next 33 ms after the last one was done', () => {
    const idle = new Watched();
    expect([0, 32.9, 33, 65.9, 66].map((at) => idle.harvestsAt(at))).toEqual([1, 1, 2, 2, 3]);
    const slow = new Watched({ harvest: ns(ms(1)) });
    // Two logs of a millisecond: 35 ms a round.
    expect([0, 34.9, 35, 69.9, 70].map((at) => slow.harvestsAt(at))).toEqual([1, 1, 2, 2, 3]);
  });

  test('a table is what was harvested by then, and can be old', () => {
    const { clock, device, ram, worker } = new Watched();
    clock.advanceTo(ns(ms(1)));
    ram.logWrites(0, 3);
    expect(pagesOf(worker.next())).toBe(0);
    clock.advanceTo(ns(ms(33)));
    ram.logWrites(8, 9);
    device.logWrites(0, 1);
    expect(ranges(worker.next())).toEqual([[0, 3]]);
    clock.advanceTo(ns(ms(66)));
    expect(ranges(worker.next())).toEqual([
      [8, 1],
      [128, 1],
    ]);
    expect(pagesOf(worker.next())).toBe(0);
  });

  test('rounds are united', () => {
    const { clock, ram, worker } = new Watched();
    ram.logWrites(0, 4);
    clock.advanceTo(ns(ms(40)));
    ram.logWrites(2, 6);
    clock.advanceTo(ns(ms(80)));
    expect(ranges(worker.next())).toEqual([[0, 6]]);
  });

  test('whoever wants a table waits until the lock is free', () => {
    const { clock, ram, worker } = new Watched({ tableRange: ns(ms(5)) });
    ram.logWrites(0, 1);
    clock.advanceTo(ns(ms(34)));
    expect(pagesOf(worker.next())).toBe(1);
    expect(clock.now).toBe(ms(38));
  });

  test('the dirty rate is that of the rounds', () => {
    const { clock, ram, worker } = new Watched();
    ram.logWrites(0, 33);
    clock.advanceTo(ns(ms(33)));
    // 0 pages in no time, then 33 in 33 ms.
    expect(worker.dirtyPagesPerSecond).toBe(500);
  });
});

describe('the end', () => {
  test('is one more harvest, and the join; then the thread is gone', () => {
    const { clock, ram, worker } = new Watched({ harvest: ns(ms(1)), joinThread: ns(ms(0.12)) });
    clock.advanceTo(ns(ms(20)));
    ram.logWrites(5, 6);
    const last = worker.last();
    expect(last).toMatchObject({
      outcome: 'taken',
      table: { starts: [5], lengths: [1] },
      workerStop: { stopMs: 2.12, joinMs: 0.12 },
    });
    expect(clock.now).toBe(ms(22.12));
    clock.advanceTo(ns(ms(1000)));
    expect(worker.harvests).toBe(2);
  });

  test('waits for the round that is under way, its lock included', () => {
    const { clock, ram, worker } = new Watched({ harvest: ns(ms(1)), tableRange: ns(ms(2)) });
    ram.logWrites(0, 1);
    clock.advanceTo(ns(ms(35.5)));
    worker.last();
    // Round 35..37, lock for one range until 39, the last round 39..41, its lock 41..43.
    expect(clock.now).toBe(ms(43));
  });
});

describe('faults', () => {
  test('sources: the log of the device is left out', () => {
    const { clock, device, ram, worker } = new Watched({}, { kind: 'sources', failingHarvest: 1 });
    ram.logWrites(0, 1);
    device.logWrites(0, 1);
    clock.advanceTo(ns(ms(33)));
    expect(ranges(worker.next())).toEqual([[0, 1]]);
  });

  test('silent-failure: from that harvest on there is none, and the old table is all', () => {
    const { clock, ram, worker } = new Watched({}, { kind: 'silent-failure', failingHarvest: 3 });
    ram.logWrites(0, 1);
    clock.advanceTo(ns(ms(50)));
    ram.logWrites(1, 3);
    clock.advanceTo(ns(ms(500)));
    expect(worker.harvests).toBe(2);
    expect(worker.last()).toMatchObject({ outcome: 'taken', table: { starts: [0], lengths: [1] } });
  });

  test('self-deadlock: the last harvest never comes', () => {
    const { worker } = new Watched({}, { kind: 'self-deadlock', failingHarvest: 1 });
    expect(worker.last()).toEqual({ outcome: 'deadlock' });
  });
});
