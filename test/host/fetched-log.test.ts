import { expect, test } from 'vitest';
import { DirtyLog } from '../../src/host/dirty-log.js';
import { FetchedLog } from '../../src/host/fetched-log.js';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { memoryWithRegions } from '../support/engine.js';

test('is what the log had at the fetch, whatever is written and synced later', () => {
  const memory = memoryWithRegions(256, [[64, 192]]);
  const [region] = memory.regions;
  const log = new DirtyLog('clear-at-sync', memory);
  log.start();
  region.logWrites(0, 10);
  const fetched = new FetchedLog(log);
  expect(fetched.found).toEqual({ loggedPages: 10, newlyDirtyPages: 0, reprotectedPages: 10 });
  expect(region.protectedPages).toBe(128);
  region.logWrites(20, 25);
  const bitmap = new PageBitmap(256);
  bitmap.setRange(64, 66);
  expect(fetched.sync(bitmap)).toEqual({
    loggedPages: 10,
    newlyDirtyPages: 8,
    reprotectedPages: 10,
  });
  expect(bitmap.count()).toBe(10);
  expect(log.sync(bitmap).newlyDirtyPages).toBe(5);
});

test('the bitmaps of one that was merged are those of the next', () => {
  const memory = memoryWithRegions(256, [[64, 192]]);
  const [region] = memory.regions;
  const log = new DirtyLog('clear-at-sync', memory);
  log.start();
  const spares = new Map();
  const fetchOf = (start: number, end: number): FetchedLog => {
    region.logWrites(start, end);
    return new FetchedLog(log, spares);
  };
  const first = fetchOf(0, 10);
  expect(spares.size).toBe(0);
  expect(first.sync(new PageBitmap(256)).newlyDirtyPages).toBe(10);
  first.giveBack();
  const spare = spares.get(region);
  expect(spare).toBeInstanceOf(PageBitmap);
  const second = fetchOf(30, 33);
  expect(spares.size).toBe(0);
  const bitmap = new PageBitmap(256);
  second.sync(bitmap);
  expect([bitmap.count(), bitmap.has(64 + 30), bitmap.has(64)]).toEqual([3, true, false]);
  second.giveBack();
  expect(spares.get(region)).toBe(spare);
});
