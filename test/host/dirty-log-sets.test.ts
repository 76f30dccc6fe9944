import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CLEAR_CHUNK_PAGES } from '../../src/host/dirty-log.js';
import { dirtyLogForms } from '../../src/host/dirty-tracking.js';
import { draws } from '../support/draws.js';
import { memoryWithRegions } from '../support/engine.js';
import { NaiveDirtyLog } from '../support/naive-dirty-log.js';
import { Tracked } from '../support/tracked-log.js';

type Step = { readonly kind: 'write' | 'send'; readonly page: number } | { readonly kind: 'sync' };

// Two regions, one of which lies over the end of a chunk.
const spans = [
  [64, 128],
  [CLEAR_CHUNK_PAGES - 32, CLEAR_CHUNK_PAGES + 41],
] as const;
const watched = spans.flatMap(([start, end]) =>
  Array.from({ length: end - start }, (_, index) => start + index),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('write'), page: fc.constantFrom(...watched) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('send'), page: fc.constantFrom(...watched) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('sync') }) },
);

test.each(dirtyLogForms)('agrees with a log made of sets (%s)', (form) => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const tracked = new Tracked(form, memoryWithRegions(CLEAR_CHUNK_PAGES + 100, spans));
      const naive = new NaiveDirtyLog(form, watched);
      const dirty = new Set<number>();
      for (const each of steps) {
        if (each.kind === 'write') {
          expect(tracked.write(each.page)).toBe(naive.write(each.page) ? 1 : 0);
        } else if (each.kind === 'sync') {
          const expected = naive.sync(dirty, 2);
          expect(tracked.log.sync(tracked.dirty)).toEqual({
            loggedPages: expected.logged,
            newlyDirtyPages: expected.fresh,
            reprotectedPages: form === 'manual-protect' ? 0 : expected.logged,
          });
        } else {
          expect(tracked.log.mustClearBefore(each.page)).toBe(naive.mustClearBefore(each.page));
          if (naive.mustClearBefore(each.page)) {
            expect(tracked.log.clearChunk(each.page)).toBe(naive.clearChunk(each.page));
          }
          tracked.dirty.clearRange(each.page, each.page + 1);
          dirty.delete(each.page);
        }
        expect(tracked.dirty.count()).toBe(dirty.size);
        expect(watched.filter((page) => tracked.dirty.has(page) !== dirty.has(page))).toEqual([]);
        const unlogged = tracked.memory.regions.reduce((sum, r) => sum + r.protectedPages, 0);
        expect(unlogged).toBe(watched.length - naive.kernelLog.size);
      }
    }),
    draws(100, 31),
  );
});
