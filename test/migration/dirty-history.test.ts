import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { DirtyHistory } from '../../src/migration/dirty-history.js';
import { draws } from '../support/draws.js';

const REGION = { start: 64, pages: 64 * 20 };

/** A sync that finds these blocks dirty. */
function sync(history: DirtyHistory, blocks: readonly number[], pagesOfBlock = 64): void {
  const logged = new PageBitmap(REGION.pages);
  for (const block of blocks) logged.setRange(block * 64, block * 64 + pagesOfBlock);
  history.noteLog(logged, REGION.start, REGION.pages);
  history.syncEnded();
}

const firstPage = (block: number): number => REGION.start + block * 64;

test('blocks that were dirtied as often are one run', () => {
  const history = new DirtyHistory();
  sync(history, [1, 2, 3, 7]);
  sync(history, [2, 3, 4]);
  expect(history.syncs).toBe(2);
  expect(history.runs).toEqual([
    { start: firstPage(1), end: firstPage(2), dirtiedIn: 1 },
    { start: firstPage(2), end: firstPage(4), dirtiedIn: 2 },
    { start: firstPage(4), end: firstPage(5), dirtiedIn: 1 },
    { start: firstPage(7), end: firstPage(8), dirtiedIn: 1 },
  ]);
});

test('a block counts if half of its pages are dirty', () => {
  const history = new DirtyHistory();
  sync(history, [1], 31);
  expect(history.runs).toEqual([]);
  sync(history, [1], 32);
  expect(history.runs).toEqual([{ start: firstPage(1), end: firstPage(2), dirtiedIn: 1 }]);
});

test('the last eight syncs are remembered, block by block', () => {
  const found = fc.array(fc.uniqueArray(fc.nat(19)), { maxLength: 20 });
  fc.assert(
    fc.property(found, (syncs) => {
      const history = new DirtyHistory();
      for (const blocks of syncs) sync(history, blocks);
      const last = syncs.slice(-8);
      expect(history.syncs).toBe(last.length);
      const counts = Array.from(
        { length: 20 },
        (_, block) => last.filter((blocks) => blocks.includes(block)).length,
      );
      const told = Array.from({ length: 20 }, () => 0);
      let end = 0;
      for (const run of history.runs) {
        expect(run.start).toBeGreaterThanOrEqual(end);
        for (let page = run.start; page < run.end; page += 64) {
          told[(page - REGION.start) / 64] = run.dirtiedIn;
        }
        end = run.end;
      }
      expect(told).toEqual(counts);
    }),
    draws(200, 8),
  );
});
