import { ns } from '../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { PageBitmap } from '../../src/memory/page-bitmap.js';
import { Oracle } from '../../src/migration/oracle.js';
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
