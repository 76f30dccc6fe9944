import { describe, expect, test } from 'vitest';
import { StressWorkload } from '../../src/guest/stress-workload.js';
import { GuestMemory } from '../../src/memory/guest-memory.js';
import type { MigrationContext } from '../../src/migration/context.js';
import type { TransferObserver } from '../../src/migration/observer.js';
import type { PageEncoding } from '../../src/migration/page-encoding.js';
import { PageSender, type SendBudget } from '../../src/migration/page-sender.js';
import { NS_PER_MS, ns } from '../../src/sim/time.js';
import { memoryWithRegions, migrationContext } from '../support/engine.js';
import { countPopulated } from '../support/populated.js';

const unlimited: SendBudget = {
  isExceeded: () => false,
  allows: () => true,
  pagesUntilExceeded: () => Infinity,
};

/** A budget of `pages`, whatever they are. */
function pageBudget(context: MigrationContext, pages: number): SendBudget {
  const { counters } = context;
  const sent = (): number => counters.normalPages + counters.duplicatePages;
  return {
    isExceeded: () => sent() >= pages,
    allows: () => false,
    pagesUntilExceeded: () => pages - sent(),
  };
}

class NotingObserver implements TransferObserver {
  readonly sent: (readonly [start: number, end: number])[] = [];
  pagesSent(start: number, end: number): void {
    this.sent.push([start, end]);
  }
  pagesWritten(): void {}
  pagesSkipped(): void {}
  holeLeftOut(): void {}
  synced(): void {}
  switchedOver(): void {}
  pagesPlaced(): void {}
  pagesTouched(): void {}
}

/** 64 pages of kernel, a region that has been filled, and zeroes. */
function populatedMemory(): GuestMemory {
  const plain = memoryWithRegions(1024, [[64, 192]]);
  const region = plain.regions[0];
  region.touchedEnd = region.end;
  return new GuestMemory(plain.blocks, [
    { start: 0, end: 64, content: 'static', region: null },
    { start: 64, end: 192, content: 'workload', region },
    { start: 192, end: 1024, content: 'zero', region: null },
  ]);
}

describe('bytes', () => {
  test('4104 for a page with content, 9 for a zero page, 18 for each step', () => {
    const context = migrationContext({ memory: populatedMemory() });
    new PageSender(context).iterate(unlimited);
    expect(context.counters).toMatchObject({
      normalPages: 192,
      duplicatePages: 832,
      scanRounds: 0,
    });
    expect(context.counters.transferredBytes).toBe(192 * 4104 + 832 * 9 + 18);
    expect(context.clock.now).toBe(192 * 1000 + 832 * 100);
    expect(context.ram.dirtyPages).toBe(0);
    expect(context.ram.dirty.count()).toBe(0);
    expect(countPopulated(context.ram.populated, 1024)).toBe(192);
  });

  test('a region is zero until it is touched', () => {
    const memory = memoryWithRegions(256, [[64, 192]]);
    memory.regions[0].touchedEnd = 100;
    const context = migrationContext({ memory });
    new PageSender(context).iterate(unlimited);
    expect(context.counters).toMatchObject({ normalPages: 36, duplicatePages: 220 });
  });

  test('the first content of a page costs the destination more', () => {
    const memory = populatedMemory();
    const slow = { sendNs: 1000, wireBytes: 4104, receiveNs: 5000 };
    const context = migrationContext({ memory, costs: { firstContentPage: slow } });
    const sender = new PageSender(context);
    sender.iterate(unlimited);
    const first = context.clock.now;
    context.ram.dirty.setRange(0, 192);
    context.ram.dirtyPages = 192;
    context.ram.revision++;
    sender.iterate(unlimited);
    expect(context.clock.now - first).toBe(192 * 1000);
  });
});

describe('a step', () => {
  test('ends when the budget is exceeded, and the next one goes on from there', () => {
    const observer = new NotingObserver();
    const context = migrationContext({ memory: populatedMemory(), observer });
    const sender = new PageSender(context);
    sender.iterate(pageBudget(context, 100));
    expect(observer.sent).toEqual([
      [0, 64],
      [64, 100],
    ]);
    sender.iterate(pageBudget(context, 150));
    expect(observer.sent.at(-1)).toEqual([100, 150]);
    expect(context.counters.transferredBytes).toBe(150 * 4104 + 2 * 18);
  });

  test('asks the limit for no pages of which nothing is sent', () => {
    const identical: PageEncoding = {
      encode: (run) => ({ ...run, cost: { sendNs: 100, wireBytes: 0, receiveNs: 0 } }),
    };
    const asked: number[] = [];
    const context = migrationContext({ memory: populatedMemory() });
    new PageSender(context, true, [identical]).iterate({
      isExceeded: () => false,
      allows: () => false,
      pagesUntilExceeded: (wireBytes) => {
        asked.push(wireBytes);
        return 1;
      },
    });
    expect(asked).toEqual([]);
    expect(context.ram.dirtyPages).toBe(0);
  });

  test('ends at the first time check past 50 ms, which is on page 1 of 64', () => {
    const memory = memoryWithRegions(20_000, []);
    const zeroPage = { sendNs: 10_000, wireBytes: 9, receiveNs: 0 };
    const context = migrationContext({ memory, costs: { zeroPage } });
    new PageSender(context).iterate(unlimited);
    // 51 ms are 5100 pages; the next check is on page 5121.
    expect(context.counters.duplicatePages).toBe(5121);
    expect(context.clock.now).toBe(5121 * 10_000);
  });

  test('a page slower than a step is a step', () => {
    const zeroPage = { sendNs: 60 * NS_PER_MS, wireBytes: 9, receiveNs: 0 };
    const context = migrationContext({ memory: memoryWithRegions(64, []), costs: { zeroPage } });
    new PageSender(context).iterate(unlimited);
    expect(context.counters.duplicatePages).toBe(1);
  });

  test('a step without dirty pages still has its frame', () => {
    const context = migrationContext({ memory: memoryWithRegions(64, []) });
    context.ram.take(0, 64);
    new PageSender(context).iterate(unlimited);
    expect(context.counters.transferredBytes).toBe(18);
    expect(context.clock.now).toBe(0);
  });
});

describe('the scan', () => {
  test('keeps its position when a sync finds pages behind it', () => {
    const observer = new NotingObserver();
    const context = migrationContext({ memory: populatedMemory(), observer });
    const sender = new PageSender(context);
    sender.iterate(pageBudget(context, 100));
    context.ram.dirty.setRange(70, 72);
    context.ram.dirtyPages += 2;
    context.ram.revision++;
    sender.iterate(unlimited);
    expect(observer.sent.slice(2)).toEqual([
      [100, 192],
      [192, 1024],
      [70, 72],
    ]);
    expect(context.counters.scanRounds).toBe(1);
  });

  test('clears the chunk in the log before the first of its pages is sent', () => {
    const memory = populatedMemory();
    const costs = { loggedPage: ns(50) };
    const context = migrationContext({ memory, form: 'manual-protect', costs });
    context.log.sync(context.ram.dirty);
    const sender = new PageSender(context);
    sender.iterate(pageBudget(context, 10));
    expect(memory.regions[0].protectedPages).toBe(128);
    // 128 pages of the region are protected again, then ten pages are sent.
    expect(context.clock.now).toBe(128 * 50 + 10 * 1000);
  });

  test('the guest is worked out up to the moment at which the chunk is cleared', () => {
    const memory = populatedMemory();
    const region = memory.regions[0];
    const workload = new StressWorkload(region, {
      faultIn: ns(0),
      visit: ns(100),
      writeFault: ns(0),
    });
    workload.run(ns(1), ns(0), null);
    const context = migrationContext({ memory, form: 'manual-protect', workloads: [workload] });
    context.log.sync(context.ram.dirty);
    context.clock.advanceTo(ns(1000));
    const sender = new PageSender(context);
    sender.iterate(pageBudget(context, 1));
    // Ten pages were written before the clearing, which forgot them.
    expect(region.protectedPages).toBe(128);
    context.guest.advance(ns(1550));
    expect([9, 10, 14, 15, 16].map((page) => region.isLogged(page))).toEqual([
      false,
      true,
      true,
      true,
      false,
    ]);
  });
});

describe('while the guest is stopped', () => {
  test('everything is sent, whatever the budget and the time', () => {
    const context = migrationContext({ memory: memoryWithRegions(1_000_000, []) });
    new PageSender(context).sendAll(true);
    expect(context.counters.duplicatePages).toBe(1_000_000);
    expect(context.counters.transferredBytes).toBe(9_000_000 + 18);
    expect(context.clock.now).toBe(100_000_000);
  });

  test.each([
    [true, 128],
    [false, 0],
  ])('chunks are cleared only if the version does so (%s)', (clears, reprotected) => {
    const memory = populatedMemory();
    const context = migrationContext({ memory, form: 'manual-protect' });
    context.log.sync(context.ram.dirty);
    new PageSender(context).sendAll(clears);
    expect(memory.regions[0].protectedPages).toBe(reprotected);
  });
});
