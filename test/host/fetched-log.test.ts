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
