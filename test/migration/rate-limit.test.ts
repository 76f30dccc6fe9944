import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MIB } from '../../src/memory/units.js';
import { NORMAL_PAGE_WIRE_BYTES, SECTION_FRAME_BYTES } from '../../src/migration/costs.js';
import { RateLimit } from '../../src/migration/rate-limit.js';
import { draws } from '../support/draws.js';

test('the budget is a tenth of a second, in whole bytes', () => {
  const limit = new RateLimit(1_048_576, false);
  expect(limit.isExceeded(104_857)).toBe(false);
  expect(limit.isExceeded(104_858)).toBe(true);
});

test('no bandwidth is no limit', () => {
  const limit = new RateLimit(0, true);
  expect(limit.isExceeded(1e15)).toBe(false);
  expect(limit.pagesUntilExceeded(1e15, 4104, 0)).toBe(Infinity);
});

describe('pages of one slice', () => {
  /** Pages that a step sends in a slice, asking as the sender does. */
  function pagesOfSlice(limit: RateLimit, wireBytes: number, usedBefore = 0): number {
    let sent = 0;
    while (!limit.isExceeded(usedBefore + sent * wireBytes)) {
      sent += limit.pagesUntilExceeded(usedBefore + sent * wireBytes, wireBytes, sent);
    }
    return sent;
  }

  test.each([
    [16, 416],
    [32, 832],
    [64, 1664],
  ])('QEMU 10.0 at %i MiB/s sends %i pages', (mib, pages) => {
    expect(pagesOfSlice(new RateLimit(mib * MIB, true), NORMAL_PAGE_WIRE_BYTES)).toBe(pages);
  });

  test('QEMU 7.2 overshoots by less than a page', () => {
    expect(pagesOfSlice(new RateLimit(16 * MIB, false), NORMAL_PAGE_WIRE_BYTES)).toBe(409);
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e9 }), fc.constantFrom(9, 4104), (rate, bytes) => {
        const used = pagesOfSlice(new RateLimit(rate, false), bytes) * bytes;
        const budget = Math.floor(rate / 10);
        expect(used).toBeGreaterThan(budget);
        expect(used - bytes).toBeLessThanOrEqual(budget);
      }),
      draws(200, 41),
    );
  });

  test('QEMU 8.1 and later overshoot by less than a flush of 32 pages and one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 1e9 }), fc.constantFrom(9, 4104), (rate, bytes) => {
        const pages = pagesOfSlice(new RateLimit(rate, true), bytes);
        expect(pages % 32).toBe(0);
        expect(pages * bytes - 32 * bytes).toBeLessThanOrEqual(Math.floor(rate / 10));
      }),
      draws(200, 42),
    );
  });

  test('a later step of the slice counts its flushes from its own first page', () => {
    const limit = new RateLimit(16 * MIB, true);
    const used = 100 * NORMAL_PAGE_WIRE_BYTES + SECTION_FRAME_BYTES;
    // 309 pages are left to exceed the budget, which 32-page flushes make 320.
    expect(pagesOfSlice(limit, NORMAL_PAGE_WIRE_BYTES, used)).toBe(320);
  });
});

test('how many are wanted makes no difference to how many of them pass', () => {
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.nat(3_000_000),
      fc.integer({ min: 8, max: 5000 }),
      fc.nat(200),
      fc.integer({ min: 1, max: 500 }),
      (countsFlushedBytes, used, wireBytes, sent, wanted) => {
        const limit = new RateLimit(20 * MIB, countsFlushedBytes);
        const passed = limit.pagesUntilExceeded(used, wireBytes, sent, wanted);
        const all = limit.pagesUntilExceeded(used, wireBytes, sent);
        expect(Math.min(wanted, passed)).toBe(Math.min(wanted, all));
      },
    ),
    draws(500, 3),
  );
});
