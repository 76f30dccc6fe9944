import { ns } from '../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { Oracle } from '../../src/migration/oracle.js';
import { GuestMemory } from '../../src/memory/guest-memory.js';
import type { DestinationCopies } from '../../src/migration/destination-copies.js';
import { memoryWithRegions } from '../support/engine.js';

function oracle(): Oracle {
  return new Oracle(
    memoryWithRegions(256, [
      [64, 128],
      [160, 192],
    ]),
  );
}

/** An oracle that has seen all pages sent between 1 and 2 ms. */
function allSent(): Oracle {
  const seen = oracle();
  seen.pagesSent(0, 256, ns(1e6), ns(2e6));
  return seen;
}

describe('nothing is lost', () => {
  test('if every page was sent and none written since', () => {
    const seen = oracle();
    seen.pagesWritten(64, 128, ns(500));
    seen.pagesSent(0, 256, ns(1000), ns(2000));
    expect(seen.verdict()).toEqual({ pagesChecked: 256, lostPages: 0, examples: [] });
  });

  test('if a page was written after its transfer, and sent again', () => {
    const seen = allSent();
    seen.pagesWritten(70, 75, ns(3e6));
    seen.pagesSent(70, 75, ns(4e6), ns(5e6));
    expect(seen.verdict().lostPages).toBe(0);
  });

  test('if a page was written at the moment of its transfer', () => {
    const seen = allSent();
    seen.pagesWritten(64, 65, ns(1e6));
    expect(seen.verdict().lostPages).toBe(0);
  });
});

describe('a page is lost', () => {
  test('if it was never sent', () => {
    const seen = oracle();
    seen.pagesSent(0, 40, ns(0), ns(10));
    seen.pagesSent(41, 256, ns(10), ns(20));
    expect(seen.verdict()).toEqual({
      pagesChecked: 256,
      lostPages: 1,
      examples: [{ page: 40, writtenAtMs: 0, sentAtMs: null, missedBySyncAtMs: null }],
    });
  });

  test('if it was written after its transfer; with the sync that missed it', () => {
    const seen = allSent();
    seen.synced(ns(0));
    seen.pagesWritten(96, 98, ns(3e6));
    seen.synced(ns(3.5e6));
    seen.synced(ns(4e6));
    const verdict = seen.verdict();
    expect(verdict.lostPages).toBe(2);
    expect(verdict.examples[0]).toEqual({
      page: 96,
      writtenAtMs: 3,
      sentAtMs: 1.375,
      missedBySyncAtMs: 3.5,
    });
  });

  test('if only its neighbour was sent again, or it was sent before the last write', () => {
    const seen = allSent();
    seen.pagesWritten(160, 192, ns(3e6));
    seen.pagesSent(161, 192, ns(4e6), ns(5e6));
    seen.pagesWritten(191, 192, ns(6e6));
    expect(seen.verdict().examples.map(({ page }) => page)).toEqual([160, 191]);
  });

  test('pages of one transfer are read one after the other', () => {
    const seen = oracle();
    seen.pagesSent(0, 256, ns(0), ns(256));
    // Page 64 was read at 64, page 127 at 127.
    seen.pagesWritten(64, 128, ns(100));
    expect(seen.verdict().lostPages).toBe(100 - 64);
  });

  test('a few are shown, all are counted', () => {
    const seen = allSent();
    seen.pagesWritten(64, 128, ns(3e6));
    seen.pagesWritten(160, 192, ns(3e6));
    const verdict = seen.verdict();
    expect(verdict.lostPages).toBe(96);
    expect(verdict.examples).toHaveLength(5);
  });
});

describe('a page that was skipped as free', () => {
  /** Pages 64 to 128 are of a region, 128 to 160 of none; all but these and some more were sent. */
  function skipped(): Oracle {
    const seen = oracle();
    seen.pagesSent(0, 64, ns(0), ns(1e6));
    seen.pagesSent(160, 256, ns(0), ns(1e6));
    seen.pagesWritten(64, 128, ns(1e6));
    seen.pagesSkipped(64, 160, ns(2e6), ns(5e6));
    return seen;
  }

  test('is not lost if it was not written after it was recorded as free', () => {
    expect(skipped().verdict().lostPages).toBe(0);
  });

  test('is lost if it was written between record and skip, and not sent', () => {
    const seen = skipped();
    seen.pagesWritten(70, 72, ns(3e6));
    seen.synced(ns(4e6));
    expect(seen.verdict()).toMatchObject({
      lostPages: 2,
      examples: [
        {
          page: 70,
          writtenAtMs: 3,
          sentAtMs: null,
          recordedFreeAtMs: 2,
          skippedAtMs: 5,
          missedBySyncAtMs: 4,
        },
        { page: 71 },
      ],
    });
  });

  test('is not lost if it is sent after all, or free again and skipped once more', () => {
    const seen = skipped();
    seen.pagesWritten(70, 72, ns(3e6));
    seen.pagesSent(70, 71, ns(6e6), ns(6e6));
    seen.pagesSkipped(71, 72, ns(7e6), ns(8e6));
    expect(seen.verdict().lostPages).toBe(0);
  });

  test('does not excuse its neighbours in the region', () => {
    const seen = oracle();
    seen.pagesSent(0, 64, ns(0), ns(1e6));
    seen.pagesSent(67, 256, ns(0), ns(1e6));
    seen.pagesWritten(64, 128, ns(0));
    seen.pagesSkipped(64, 66, ns(2e6), ns(5e6));
    expect(seen.verdict().examples).toEqual([
      { page: 66, writtenAtMs: 0, sentAtMs: null, missedBySyncAtMs: null },
    ]);
  });

  test('does not excuse a page that was neither sent nor skipped', () => {
    const seen = oracle();
    seen.pagesSent(0, 128, ns(0), ns(1e6));
    seen.pagesSkipped(128, 255, ns(2e6), ns(5e6));
    expect(seen.verdict().examples.map(({ page }) => page)).toEqual([255]);
  });
});

test('of two regions that touch, a page is that of one', () => {
  const seen = new Oracle(
    memoryWithRegions(256, [
      [64, 128],
      [128, 160],
    ]),
  );
  seen.pagesSent(0, 127, ns(0), ns(1e6));
  seen.pagesSent(129, 256, ns(0), ns(1e6));
  seen.pagesWritten(127, 128, ns(3e6));
  seen.pagesWritten(128, 129, ns(5e6));
  expect(seen.verdict().examples.map(({ page, writtenAtMs }) => [page, writtenAtMs])).toEqual([
    [127, 3],
    [128, 5],
  ]);
});

test('the moment of a sync is not after a write of that moment, and what nobody missed has none', () => {
  const seen = allSent();
  seen.synced(ns(3e6));
  seen.pagesWritten(64, 65, ns(3e6));
  expect(seen.verdict().examples[0].missedBySyncAtMs).toBeNull();
  seen.synced(ns(3e6 + 1));
  expect(seen.verdict().examples[0].missedBySyncAtMs).toBe(3.000001);
});

test('of two copies on several channels the one that is placed last stays', () => {
  const seen = allSent();
  seen.pagesWritten(64, 66, ns(3e6));
  // Read before the write, but placed after what was read behind it.
  seen.pagesSent(64, 65, ns(4e6), ns(5e6), ns(6e6));
  seen.pagesSent(64, 65, ns(2.5e6), ns(2.6e6), ns(7e6));
  seen.pagesSent(65, 66, ns(2.5e6), ns(2.6e6), ns(7e6));
  seen.pagesSent(65, 66, ns(4e6), ns(5e6), ns(7e6));
  expect(seen.verdict().examples.map(({ page }) => page)).toEqual([64]);
});

test('a copy that is placed before another one does not replace it, though it is told later', () => {
  const seen = allSent();
  seen.pagesWritten(170, 171, ns(3e6));
  seen.pagesSent(170, 171, ns(4e6), ns(5e6), ns(7e6));
  seen.pagesSent(170, 171, ns(2.5e6), ns(2.6e6), ns(6e6));
  expect(seen.verdict().lostPages).toBe(0);
});

test('where deltas are sent, the copy has to be right, too', () => {
  const memory = memoryWithRegions(256, [[64, 128]]);
  const copies = { isRight: (page: number) => page !== 70 } as DestinationCopies;
  const seen = new Oracle(memory, copies);
  seen.pagesSent(0, 256, ns(1e6), ns(2e6));
  expect(seen.verdict().examples).toEqual([
    { page: 70, writtenAtMs: 0, sentAtMs: 1 + 70 / 256, missedBySyncAtMs: null },
  ]);
});

test('what is left out as a hole must be zero: outside regions, and what none has touched', () => {
  const memory = memoryWithRegions(256, [[64, 128]]);
  memory.regions[0].touchedEnd = 100;
  const seen = new Oracle(memory);
  seen.holeLeftOut(10, 250, ns(5e6));
  seen.pagesSent(0, 10, ns(1e6), ns(2e6));
  // 64 to 99 have been touched, 250 to 255 were neither sent nor left out.
  expect(seen.verdict()).toMatchObject({
    lostPages: 36 + 6,
    examples: [{ page: 64 }, {}, {}, {}, {}],
  });
  seen.pagesWritten(120, 121, ns(6e6));
  expect(seen.verdict().lostPages).toBe(36 + 6 + 1);
});

test('content that nobody changes is no hole', () => {
  const extents = [
    { start: 0, end: 32, content: 'static' as const, region: null },
    { start: 32, end: 64, content: 'zero' as const, region: null },
  ];
  const seen = new Oracle(new GuestMemory([{ idstr: 'pc.ram', start: 0, end: 64 }], extents));
  seen.holeLeftOut(0, 64, ns(0));
  expect(seen.verdict().lostPages).toBe(32);
});
