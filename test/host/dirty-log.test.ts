import { describe, expect, test } from 'vitest';
import { dirtyTrackings } from '../../src/host/dirty-tracking.js';
import { memoryWithRegions } from '../support/engine.js';
import { Tracked } from '../support/tracked-log.js';

describe.each(dirtyTrackings)('which writes are resent (%s)', (form) => {
  const PAGE = 40;
  const OTHER_PAGE = 50;

  /** A log of which only PAGE is dirty at the sync S. */
  function dirtyAtSync(): Tracked {
    const tracked = new Tracked(form, memoryWithRegions(128, [[32, 96]]));
    tracked.log.sync(tracked.dirty);
    tracked.send(PAGE);
    tracked.dirty.clearRange(0, 128);
    tracked.write(PAGE);
    tracked.log.sync(tracked.dirty);
    expect(tracked.dirty.count()).toBe(1);
    return tracked;
  }

  function resent(tracked: Tracked, page: number): boolean {
    tracked.log.sync(tracked.dirty);
    return tracked.dirty.has(page);
  }

  test('written between the sync and the clearing of the chunk', () => {
    const tracked = dirtyAtSync();
    const faults = tracked.write(PAGE);
    tracked.send(PAGE);
    expect(faults).toBe(form === 'manual-protect' ? 0 : 1);
    expect(resent(tracked, PAGE)).toBe(form !== 'manual-protect');
  });

  test('written between the clearing of the chunk and the transfer: a false positive', () => {
    const tracked = dirtyAtSync();
    tracked.dirty.setRange(OTHER_PAGE, OTHER_PAGE + 1);
    tracked.send(OTHER_PAGE);
    expect(tracked.write(PAGE)).toBe(1);
    tracked.send(PAGE);
    expect(resent(tracked, PAGE)).toBe(true);
  });

  test('written after the transfer', () => {
    const tracked = dirtyAtSync();
    tracked.send(PAGE);
    expect(tracked.write(PAGE)).toBe(1);
    expect(resent(tracked, PAGE)).toBe(true);
  });

  test('not written again', () => {
    const tracked = dirtyAtSync();
    tracked.send(PAGE);
    expect(resent(tracked, PAGE)).toBe(false);
  });

  test('a page that was clean at the sync is always caught', () => {
    for (const sendFirst of [true, false]) {
      const tracked = dirtyAtSync();
      if (sendFirst) tracked.send(PAGE);
      expect(tracked.write(OTHER_PAGE)).toBe(1);
      if (!sendFirst) tracked.send(PAGE);
      expect(resent(tracked, OTHER_PAGE)).toBe(true);
    }
  });
});

describe('the first pass', () => {
  const memory = () => memoryWithRegions(128, [[32, 96]]);

  test('clear at sync: what is written at any time is sent again', () => {
    const tracked = new Tracked('clear-at-sync', memory());
    tracked.dirty.setRange(0, 128);
    const found = tracked.log.sync(tracked.dirty);
    expect(found).toEqual({ loggedPages: 0, newlyDirtyPages: 0, reprotectedPages: 0 });
    expect(tracked.write(40)).toBe(1);
    for (let page = 0; page < 128; page++) tracked.send(page);
    const second = tracked.log.sync(tracked.dirty);
    expect(second).toEqual({ loggedPages: 1, newlyDirtyPages: 1, reprotectedPages: 1 });
    expect(tracked.dirty.has(40)).toBe(true);
  });

  test('manual protect: what is written before the chunk is first sent costs nothing', () => {
    const tracked = new Tracked('manual-protect', memory());
    tracked.dirty.setRange(0, 128);
    const found = tracked.log.sync(tracked.dirty);
    expect(found).toEqual({ loggedPages: 64, newlyDirtyPages: 0, reprotectedPages: 0 });
    expect(tracked.write(40)).toBe(0);
    for (let page = 0; page < 128; page++) tracked.send(page);
    expect(tracked.log.sync(tracked.dirty).newlyDirtyPages).toBe(0);
  });
});

test('a page that waits in the bitmap is not newly dirty', () => {
  const tracked = new Tracked('clear-at-sync', memoryWithRegions(128, [[32, 96]]));
  for (const page of [40, 41, 42]) tracked.write(page);
  expect(tracked.log.sync(tracked.dirty).newlyDirtyPages).toBe(3);
  tracked.send(40);
  for (const page of [40, 41, 43]) tracked.write(page);
  const found = tracked.log.sync(tracked.dirty);
  expect(found).toEqual({ loggedPages: 3, newlyDirtyPages: 2, reprotectedPages: 3 });
});

test('a chunk is 1 GiB, and a region over its end is cleared in two parts', () => {
  const chunk = 262_144;
  const tracked = new Tracked(
    'manual-protect',
    memoryWithRegions(2 * chunk, [[chunk - 64, chunk + 32]]),
  );
  tracked.log.sync(tracked.dirty);
  expect(tracked.log.mustClearBefore(0)).toBe(true);
  expect(tracked.log.clearChunk(5)).toBe(64);
  expect(tracked.log.mustClearBefore(chunk - 1)).toBe(false);
  expect(tracked.log.mustClearBefore(chunk)).toBe(true);
  expect(tracked.log.clearChunk(chunk + 9)).toBe(32);
  expect(tracked.memory.regions[0].protectedPages).toBe(96);
});

test('a region that starts or ends on the edge of a chunk is in one chunk only', () => {
  const chunk = 262_144;
  const memory = memoryWithRegions(3 * chunk, [
    [chunk - 64, chunk],
    [chunk, chunk + 32],
    [2 * chunk - 32, 2 * chunk],
    [2 * chunk, 2 * chunk + 96],
  ]);
  const { log, dirty } = new Tracked('manual-protect', memory);
  const startsIn = (page: number): number[] => log.regionsInChunk(page).map(({ start }) => start);
  expect(startsIn(0)).toEqual([chunk - 64]);
  expect(startsIn(chunk)).toEqual([chunk, 2 * chunk - 32]);
  expect(startsIn(2 * chunk - 1)).toEqual([chunk, 2 * chunk - 32]);
  expect(startsIn(2 * chunk)).toEqual([2 * chunk]);
  log.sync(dirty);
  expect([0, chunk, 2 * chunk].map((page) => log.clearChunk(page))).toEqual([64, 64, 96]);
});

test('without manual protect no page waits for its chunk to be cleared', () => {
  const tracked = new Tracked('clear-at-sync', memoryWithRegions(128, [[32, 96]]));
  tracked.write(40);
  expect(tracked.log.clearChunk(40)).toBe(0);
  expect(tracked.log.sync(tracked.dirty).loggedPages).toBe(1);
});

test('only what the last sync reported is cleared', () => {
  const tracked = new Tracked('manual-protect', memoryWithRegions(128, [[32, 96]]));
  tracked.log.sync(tracked.dirty);
  tracked.send(40);
  tracked.write(40);
  tracked.log.sync(tracked.dirty);
  tracked.write(41);
  expect(tracked.log.clearChunk(40)).toBe(1);
  expect(tracked.memory.regions[0].isLogged(40 - 32)).toBe(false);
  expect(tracked.memory.regions[0].isLogged(41 - 32)).toBe(true);
});

describe('dirty rings', () => {
  function ringLog(): Tracked {
    return new Tracked('dirty-ring', memoryWithRegions(128, [[32, 96]]));
  }

  test('all pages are protected when logging starts, and nothing is logged', () => {
    const { log, memory, dirty } = ringLog();
    expect(memory.regions[0].protectedPages).toBe(64);
    expect(log.sync(dirty)).toEqual({ loggedPages: 0, newlyDirtyPages: 0, reprotectedPages: 0 });
  });

  test('reaping remembers the pages for the next sync, and protects them again', () => {
    const tracked = ringLog();
    expect([tracked.write(40), tracked.write(40), tracked.write(50)]).toEqual([1, 0, 1]);
    expect(tracked.log.reap()).toBe(2);
    expect([tracked.write(40), tracked.write(60)]).toEqual([1, 1]);
    expect(tracked.dirty.count()).toBe(0);
    const found = tracked.log.sync(tracked.dirty);
    // 40, 50 and 60; of these 40 and 60 were in a ring.
    expect(found).toEqual({ loggedPages: 3, newlyDirtyPages: 3, reprotectedPages: 2 });
    expect([40, 50, 60].every((page) => tracked.dirty.has(page))).toBe(true);
    expect(tracked.log.sync(tracked.dirty).loggedPages).toBe(0);
  });

  test('a page that is reaped again and again is logged once', () => {
    const tracked = ringLog();
    for (let round = 0; round < 3; round++) {
      tracked.write(40);
      expect(tracked.log.reap()).toBe(1);
    }
    expect(tracked.log.reap()).toBe(0);
    expect(tracked.log.sync(tracked.dirty).loggedPages).toBe(1);
  });

  test('a region that was reaped whole is remembered whole', () => {
    const tracked = ringLog();
    for (let round = 0; round < 2; round++) {
      for (let page = 32; page < 96; page++) tracked.write(page);
      expect(tracked.log.reap()).toBe(64);
    }
    expect(tracked.log.sync(tracked.dirty).loggedPages).toBe(64);
  });

  test('there are no chunks to clear', () => {
    const tracked = ringLog();
    tracked.write(40);
    tracked.log.sync(tracked.dirty);
    expect(tracked.log.mustClearBefore(40)).toBe(false);
  });
});

test('what is written after its chunk was cleared is not cleared by doing so again', () => {
  const tracked = new Tracked('manual-protect', memoryWithRegions(128, [[32, 96]]));
  tracked.log.sync(tracked.dirty);
  expect(tracked.log.clearChunk(40)).toBe(64);
  tracked.write(40);
  expect(tracked.log.clearChunk(40)).toBe(0);
  tracked.dirty.clearRange(0, 128);
  tracked.log.sync(tracked.dirty);
  expect(tracked.dirty.has(40)).toBe(true);
});
