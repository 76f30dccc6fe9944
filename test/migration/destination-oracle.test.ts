import { ns } from '../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { DestinationOracle } from '../../src/migration/destination-oracle.js';
import { Oracle } from '../../src/migration/oracle.js';
import type { RegionHistory } from '../../src/migration/region-history.js';
import type { WriteRegion } from '../../src/memory/write-region.js';
import { memoryWithRegions } from '../support/engine.js';

const ms = (count: number): number => count * 1e6;

/** Pages 64 to 127 are a region; all was sent by 2 ms, pages 70 to 79 were written again at 5 ms. */
function switched(discarded: readonly (readonly [number, number])[]): Oracle {
  const oracle = new Oracle(memoryWithRegions(256, [[64, 128]]));
  oracle.pagesSent(0, 256, ns(ms(1)), ns(ms(2)));
  oracle.pagesWritten(70, 80, ns(ms(5)));
  const bitmap = new PageBitmap(256);
  for (const [start, end] of discarded) bitmap.setRange(start, end);
  oracle.switchedOver(bitmap, ns(ms(6)));
  return oracle;
}

function sendAndPlace(oracle: Oracle, start: number, end: number, at: number): void {
  oracle.pagesSent(start, end, ns(at - ms(1)), ns(at - ms(0.5)));
  oracle.pagesPlaced(start, end, ns(at), ns(at + ms(1)));
}

describe('nothing is wrong', () => {
  test('if what was written again is discarded, sent, placed and then used', () => {
    const oracle = switched([[70, 80]]);
    sendAndPlace(oracle, 70, 80, ms(8));
    oracle.pagesTouched(64, 70, ns(ms(7)));
    oracle.pagesTouched(70, 80, ns(ms(9)));
    expect(oracle.verdict().lostPages).toBe(0);
  });

  test('if a page is used at the moment at which it is placed', () => {
    const oracle = switched([[70, 80]]);
    sendAndPlace(oracle, 70, 80, ms(8));
    oracle.pagesTouched(79, 80, ns(ms(9)));
    expect(oracle.verdict().lostPages).toBe(0);
  });
});

describe('a page is wrong', () => {
  test('if it was written again and is not discarded, even if it is sent later', () => {
    const oracle = switched([[70, 78]]);
    sendAndPlace(oracle, 70, 80, ms(8));
    const { lostPages, examples } = oracle.verdict();
    expect(lostPages).toBe(2);
    expect(examples[0]).toMatchObject({ page: 78, writtenAtMs: 5, sentAtMs: 1 + 78 / 256 });
    expect(examples[0].usedAtMs).toBe(6);
  });

  test('if it is used before it is placed', () => {
    const oracle = switched([[70, 80]]);
    sendAndPlace(oracle, 70, 80, ms(8));
    oracle.pagesTouched(79, 80, ns(ms(8.5)));
    expect(oracle.verdict()).toMatchObject({ lostPages: 1, examples: [{ page: 79 }] });
  });

  test('if it is used and was never sent, and counts once', () => {
    const oracle = switched([[70, 80]]);
    oracle.pagesTouched(72, 73, ns(ms(7)));
    oracle.pagesTouched(72, 73, ns(ms(8)));
    // The others have not come, and are lost at the end.
    expect(oracle.verdict().lostPages).toBe(10);
  });

  test('each of a run that is used before any of it is placed', () => {
    const oracle = switched([[70, 80]]);
    oracle.pagesTouched(70, 73, ns(ms(7)));
    sendAndPlace(oracle, 70, 80, ms(8));
    expect(oracle.verdict().lostPages).toBe(3);
  });

  test('if it is placed although it is there', () => {
    const oracle = switched([[70, 80]]);
    sendAndPlace(oracle, 60, 80, ms(8));
    expect(oracle.verdict().lostPages).toBe(10);
  });

  test('if it was on its way over another channel at the switch', () => {
    const oracle = new Oracle(memoryWithRegions(256, [[64, 128]]));
    oracle.pagesSent(0, 256, ns(ms(1)), ns(ms(2)));
    oracle.pagesSent(100, 101, ns(ms(3)), ns(ms(4)), ns(ms(9)));
    oracle.switchedOver(new PageBitmap(256), ns(ms(6)));
    expect(oracle.verdict()).toMatchObject({ lostPages: 1, examples: [{ page: 100 }] });
  });

  test('if it was never sent, outside all regions too', () => {
    const oracle = new Oracle(memoryWithRegions(256, [[64, 128]]));
    oracle.pagesSent(0, 200, ns(ms(1)), ns(ms(2)));
    oracle.switchedOver(new PageBitmap(256), ns(ms(6)));
    expect(oracle.verdict().lostPages).toBe(56);
  });
});

describe('what is found at the switch', () => {
  const region = { start: 64, end: 128, pages: 64 } as WriteRegion;

  /** Of a region whose pages were sent at 1 ms, placed at 2 ms, and never written. */
  function history(): RegionHistory {
    const times = (at: number): Float64Array => new Float64Array(64).fill(at);
    return {
      region,
      writtenBy: times(Number.NEGATIVE_INFINITY),
      sentFrom: times(ms(1)),
      skippedBy: null,
      placedAt: times(ms(2)),
    };
  }

  function allSent(): PageBitmap {
    const sent = new PageBitmap(256);
    sent.setRange(0, 256);
    return sent;
  }

  test('pages that are there are held against what deltas made of them; discarded ones are not', () => {
    const discarded = new PageBitmap(256);
    discarded.setRange(100, 104);
    const looked: number[] = [];
    const copies = {
      isRight: (page: number) => {
        looked.push(page);
        return page % 16 !== 5;
      },
    };
    const found = new DestinationOracle(discarded, ns(ms(6)), allSent(), [history()], copies);
    const there = Array.from({ length: 64 }, (_, index) => 64 + index).filter(
      (page) => page < 100 || page >= 104,
    );
    expect(looked).toEqual(there);
    // 69, 85, 117; 101 is discarded.
    expect(found.wrong.count()).toBe(3);
    expect(found.examples).toEqual(
      [69, 85, 117].map((page) => ({
        page,
        writtenAtMs: 0,
        sentAtMs: 1,
        missedBySyncAtMs: null,
        usedAtMs: 6,
      })),
    );
  });

  test('a page that is placed up to a nanosecond later is there, as times are not exact', () => {
    const late = history();
    late.placedAt[3] = ms(6) + 1;
    late.placedAt[4] = ms(6) + 1.5;
    const found = new DestinationOracle(new PageBitmap(256), ns(ms(6)), allSent(), [late]);
    expect(found.examples.map(({ page }) => page)).toEqual([68]);
  });

  test('a page that was never sent is wrong unless it is discarded; five are shown', () => {
    const sent = new PageBitmap(256);
    sent.setRange(7, 256);
    const discarded = new PageBitmap(256);
    discarded.setRange(3, 4);
    const found = new DestinationOracle(discarded, ns(ms(6)), sent, [history()]);
    expect(found.wrong.count()).toBe(6);
    expect(found.examples.map(({ page }) => page)).toEqual([0, 1, 2, 4, 5]);
    expect(found.examples[0]).toMatchObject({ writtenAtMs: 0, sentAtMs: null });
  });

  test('pages are placed one after the other, the first and the last at their times', () => {
    const discarded = new PageBitmap(256);
    discarded.setRange(64, 128);
    const placed = history();
    const found = new DestinationOracle(discarded, ns(ms(6)), allSent(), [placed]);
    found.placed(60, 64, ns(ms(6)), ns(ms(7)));
    expect(found.wrong.count()).toBe(4);
    found.placed(64, 69, ns(ms(8)), ns(ms(12)));
    found.placed(69, 70, ns(ms(13)), ns(ms(20)));
    expect(Array.from(placed.placedAt.slice(0, 7), (at) => at / 1e6)).toEqual([
      8, 9, 10, 11, 12, 13, 2,
    ]);
    // Page 68 is there from 12 ms on.
    found.touched(68, 69, ns(ms(12)));
    found.touched(67, 68, ns(ms(10.9)));
    // Nobody's: outside of all regions.
    found.touched(200, 201, ns(ms(1)));
    expect(found.wrong.count()).toBe(5);
    expect(found.wrong.has(67)).toBe(true);
  });

  test('of two regions that touch, a page is that of one', () => {
    const next = { ...history(), region: { start: 128, end: 192, pages: 64 } as WriteRegion };
    const found = new DestinationOracle(new PageBitmap(256), ns(ms(6)), allSent(), [
      history(),
      next,
    ]);
    next.writtenBy[0] = ms(7);
    found.touched(127, 128, ns(ms(8)));
    found.touched(128, 129, ns(ms(8)));
    expect(found.examples).toMatchObject([{ page: 128, writtenAtMs: 7, sentAtMs: 1 }]);
  });
});
