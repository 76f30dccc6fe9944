import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PageBitmap } from '../../../../../src/memory/page-bitmap.js';
import { DirectMerge } from '../../../../../src/migration/bitmap-merge.js';
import type { IterationBitmaps } from '../../../../../src/engines/qemu/features/background-sync/iteration-bitmaps.js';
import { bitmapsWithout } from '../../../../support/iteration-bitmap-steps.js';
import { END_PAGE, FIRST_PAGE, MergedGuest, range } from '../../../../support/merged-guest.js';
import { NaiveIterationBitmaps } from '../../../../support/naive-iteration-bitmaps.js';
import { draws } from '../../../../support/draws.js';

/** A guest whose bitmaps can be looked at. */
class BitmapGuest extends MergedGuest {
  declare readonly bitmaps: IterationBitmaps;

  /** Words 1 and 2 of the three bitmaps. */
  get words(): Readonly<Record<string, readonly number[]>> {
    const pick = (bitmap: PageBitmap): number[] => [...bitmap.settledWords().subarray(1, 3)];
    return {
      bmap: pick(this.ram.dirty),
      iter: pick(this.bitmaps['iteration']),
      shadow: pick(this.bitmaps['shadow']),
    };
  }
}

describe('two words by hand', () => {
  test('an iteration with two background syncs', () => {
    const guest = new BitmapGuest();
    guest.pend(1, 0x00ff);
    guest.pend(2, 0x0f00);

    // Two pages that are pending, four that are not. Nothing of word 2 is in the log, so it is left.
    guest.writeWord(1, 0x000f_0003);
    expect(guest.background()).toBe(4);
    expect(guest.words).toEqual({
      bmap: [0x00ff, 0x0f00],
      iter: [0x000f_0003, 0],
      shadow: [0x00ff, 0],
    });
    expect(guest.ram.dirtyPages).toBe(12);

    // Bits 0 to 3 of word 1 are sent; then bits 0 (sent) and 4 (pending) are written, and in word 2
    // bits 0 (not pending) and 8 (pending).
    guest.pend(1, 0x00f0);
    guest.writeWord(1, 0x0011);
    guest.writeWord(2, 0x0101);
    expect(guest.background()).toBe(2);
    // Bits 0 and 1 of word 1 were pending and have been sent: forgotten. Bit 0 is back from the log.
    expect(guest.words).toEqual({
      bmap: [0x00f0, 0x0f00],
      iter: [0x000f_0011, 0x0101],
      shadow: [0x00f0, 0x0f00],
    });
    expect(guest.ram.dirtyPages).toBe(8);

    // All is sent; then bit 7 of word 1 is written.
    guest.pend(1, 0);
    guest.pend(2, 0);
    guest.writeWord(1, 0x0080);
    expect(guest.endOfIteration()).toBe(1);
    // Bit 4 of word 1 and bit 8 of word 2 were sent since: forgotten. The rest is queued.
    expect(guest.words).toEqual({ bmap: [0x000f_0081, 0x0001], iter: [0, 0], shadow: [0, 0] });
    expect(guest.ram.dirtyPages).toBe(7);

    // An iteration without a background sync queues what the log has, and nothing else.
    guest.pend(1, 0x0001);
    guest.pend(2, 0);
    guest.writeWord(1, 0x0003);
    guest.writeWord(2, 0x8000_0000);
    expect(guest.endOfIteration()).toBe(2);
    expect(guest.words).toEqual({ bmap: [0x0003, 0x8000_0000], iter: [0, 0], shadow: [0, 0] });
  });

  test('a page counts as new at each background sync that finds it while it is not pending', () => {
    const guest = new MergedGuest();
    guest.write([40]);
    expect(guest.background()).toBe(1);
    guest.write([40]);
    expect(guest.background()).toBe(1);
    guest.write([40]);
    expect(guest.endOfIteration()).toBe(1);
    expect(guest.pending).toEqual([40]);
  });
});

test('a background sync leaves the pages to send alone, but they have to be looked at again', () => {
  const guest = new MergedGuest();
  guest.pend(1, 0xff);
  guest.write([40, 50, 100]);
  const { revision } = guest.ram;
  const before = guest.pending;
  guest.background();
  expect(guest.pending).toEqual(before);
  expect(guest.ram.dirtyPages).toBe(8);
  expect(guest.ram.revision).toBe(revision + 1);
});

test('what is pending is noted in words of 64 bits', () => {
  const guest = new BitmapGuest();
  guest.pend(2, 0x00f0);
  guest.pend(3, 0x000f);
  // Nothing of word 3 is in the log, but it is the other half of the word.
  guest.writeWord(2, 0x0001);
  guest.background();
  expect([...guest.bitmaps['shadow'].settledWords().subarray(1, 5)]).toEqual([
    0, 0x00f0, 0x000f, 0,
  ]);
});

test('what was pending and what was sent is looked for in all of RAM, page by page', () => {
  const guest = new MergedGuest();
  const { log, memory, ram } = guest;
  const ramOf = (walks: number): number => walks * memory.totalPages;
  // Stock syncs, and the first background sync of an iteration, go through words.
  expect(guest.bitmaps.mergeIteration(log, ram).walkedPages).toBe(0);
  expect(guest.bitmaps.mergeBackground(log, ram).walkedPages).toBe(0);
  expect(guest.bitmaps.mergeBackground(log, ram).walkedPages).toBe(ramOf(1));
  // The end of an iteration, with and without a background sync in it.
  expect(guest.bitmaps.mergeIteration(log, ram).walkedPages).toBe(ramOf(2));
  expect(guest.bitmaps.mergeIteration(log, ram).walkedPages).toBe(ramOf(1));
});

/** Some pages of the region, one after the other. */
const pages = fc
  .tuple(fc.integer({ min: FIRST_PAGE, max: END_PAGE - 1 }), fc.integer({ min: 1, max: 50 }))
  .map(([first, count]) => range(first, Math.min(END_PAGE, first + count)));
const action = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('write', 'send'), pages }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'background', pages: [] }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'iteration', pages: [] }) },
);
const actions = fc.array(action, { minLength: 10, maxLength: 60, size: 'max' });

/** Does one action; of a sync, returns the number of new pages. */
function perform(
  guest: MergedGuest,
  step: { readonly kind: string; readonly pages: readonly number[] },
): number {
  switch (step.kind) {
    case 'write':
      guest.write(step.pages);
      return 0;
    case 'send':
      for (const page of step.pages) guest.send(page);
      return 0;
    case 'background':
      return guest.background();
    default:
      return guest.endOfIteration();
  }
}

test('agrees with sets of pages', () => {
  fc.assert(
    fc.property(actions, (steps) => {
      const guest = new MergedGuest();
      const naive = new NaiveIterationBitmaps();
      let log = new Set<number>();
      for (const step of steps) {
        const fresh = perform(guest, step);
        for (const each of step.pages) {
          if (step.kind === 'write') log.add(each);
          else naive.pending.delete(each);
        }
        if (step.kind === 'background' || step.kind === 'iteration') {
          const isBackground = step.kind === 'background';
          expect(fresh).toBe(isBackground ? naive.background(log) : naive.endOfIteration(log));
          log = new Set();
        }
        expect(guest.pending).toEqual([...naive.pending].sort((a, b) => a - b));
        expect(guest.ram.dirtyPages).toBe(naive.pending.size);
      }
    }),
    draws(150, 31),
  );
});

test('without background syncs it is stock QEMU', () => {
  fc.assert(
    fc.property(actions, (steps) => {
      const guest = new MergedGuest();
      const stock = new MergedGuest(DirectMerge);
      for (const step of steps.filter(({ kind }) => kind !== 'background')) {
        expect(perform(guest, step)).toBe(perform(stock, step));
        expect(guest.pending).toEqual(stock.pending);
      }
    }),
    draws(70, 32),
  );
});

/*
 * `dropSentPages` takes pages out of what is queued at the end of the iteration: those that were
 * pending at a background sync and have been sent since, that is after the log that found them was
 * taken. What was written to them later is in a later log. `copyPending` does nothing but tell it
 * which pages these are. So without either no page is missing; more are sent again.
 */
describe.each(['dropSentPages', 'copyPending'] as const)('without %s', (left) => {
  test('every page that would be queued still is, and pages that were sent are queued again', () => {
    let queuedAgain = 0;
    fc.assert(
      fc.property(actions, (steps) => {
        const guest = new MergedGuest();
        const broken = new MergedGuest(bitmapsWithout(left));
        for (const step of steps) {
          perform(guest, step);
          perform(broken, step);
          const brokenPending = new Set(broken.pending);
          expect(guest.pending.filter((each) => !brokenPending.has(each))).toEqual([]);
          queuedAgain += broken.pending.length - guest.pending.length;
        }
      }),
      draws(100, 33),
    );
    expect(queuedAgain).toBeGreaterThan(1000);
  });
});

describe.each(['rememberLog', 'queueRemembered'] as const)('without %s', (left) => {
  test('a page that only a background sync has found is never queued', () => {
    const guest = new MergedGuest(bitmapsWithout(left));
    guest.write([40]);
    guest.background();
    guest.endOfIteration();
    expect(guest.pending).toEqual([]);
  });
});
