import { ns } from '../../../../../src/sim/time.js';
import { describe, expect, test } from 'vitest';
import { stressPattern, type VisitPattern } from '../../../../../src/guest/page-content.js';
import type { Workload } from '../../../../../src/guest/workload.js';
import { ContentReader } from '../../../../../src/migration/content-reader.js';
import { Xbzrle } from '../../../../../src/engines/qemu/features/xbzrle/xbzrle.js';
import { PageSender, type SendBudget } from '../../../../../src/migration/page-sender.js';
import { memoryWithRegions, migrationContext } from '../../../../support/engine.js';

const unlimited: SendBudget = {
  isExceeded: () => false,
  allows: () => true,
  pagesUntilExceeded: () => Infinity,
};

const FIRST = 64;
const PAGES = 64;
const FRAME_BYTES = 18;
const NORMAL_BYTES = 4104;
const costs = { compare: ns(500), store: ns(300), decode: ns(300) };
const sparse: VisitPattern = { wordsPerVisit: 8, returns: true };

interface Setup {
  readonly pattern?: VisitPattern;
  readonly slots?: number;
}

/** A migration with XBZRLE, after its first pass: 64 pages, visited when the test says so. */
function afterFirstPass({ pattern = sparse, slots = 256 }: Setup = {}) {
  const memory = memoryWithRegions(256, [[FIRST, FIRST + PAGES]]);
  const [region] = memory.regions;
  region.touchedEnd = region.end;
  let visits = 0;
  const content = { pattern, versionOf: () => visits };
  const foresee = () => {
    throw new Error('nobody has a ring');
  };
  const workload: Workload = {
    region,
    content,
    run: () => {},
    foresee,
    writesInOrder: true,
    untilMissing: () => ns(Infinity),
    missingPage: () => null,
    copyLines: null,
    freeList: null,
  };
  const context = migrationContext({ memory, workloads: [workload] });
  let generation = 2;
  const xbzrle = new Xbzrle(context, new ContentReader(context), {
    cacheBytes: slots * 4096,
    costs,
    generation: () => generation,
    copies: null,
  });
  const sender = new PageSender(context, true, [xbzrle]);
  sender.iterate(unlimited);

  const { counters } = context;
  /** Makes the region dirty, sends it, and says what was added to the counters. */
  const pass = (send: () => void = () => sender.iterate(unlimited)) => {
    generation++;
    context.ram.dirty.setRange(region.start, region.end);
    context.ram.dirtyPages = PAGES;
    context.ram.revision++;
    const before = { ...counters, ...xbzrle.statistics.report(), now: context.clock.now };
    send();
    const after = xbzrle.statistics.report();
    return {
      bytesSent: counters.transferredBytes - before.transferredBytes - FRAME_BYTES,
      normal: counters.normalPages - before.normalPages,
      encoded: counters.encodedPages - before.encodedPages,
      pages: after.pages - before.pages,
      bytes: after.bytes - before.bytes,
      misses: after.cacheMiss - before.cacheMiss,
      overflow: after.overflow - before.overflow,
      ns: context.clock.now - before.now,
    };
  };
  /** The guest visits each of its pages. */
  const sweep = (): void => void visits++;
  return { counters, pass, sender, sweep, xbzrle };
}

const allMissed = {
  normal: PAGES,
  misses: PAGES,
  pages: 0,
  bytes: 0,
  bytesSent: PAGES * NORMAL_BYTES,
};

describe('XBZRLE', () => {
  test('the first pass encodes nothing and fills no cache; the second finds no copy', () => {
    const { counters, pass, xbzrle } = afterFirstPass();
    expect(counters).toMatchObject({ normalPages: PAGES, encodedPages: 0 });
    expect(xbzrle.statistics.report()).toMatchObject({ pages: 0, cacheMiss: 0 });
    expect(pass()).toMatchObject(allMissed);
  });

  test('of a page that holds what it held nothing is sent, and it does not count as sent', () => {
    const { counters, pass } = afterFirstPass();
    pass();
    const sentBefore = counters.sentPages;
    expect(pass()).toEqual({
      bytesSent: 0,
      normal: 0,
      encoded: 0,
      pages: PAGES,
      bytes: 0,
      misses: 0,
      overflow: 0,
      ns: PAGES * costs.compare,
    });
    expect(counters.sentPages).toBe(sentBefore);
  });

  test('of 8 changed words a delta of 87 bytes is sent, in a frame of 3 and a header of 8', () => {
    const { pass, sweep } = afterFirstPass();
    pass();
    sweep();
    expect(pass()).toMatchObject({
      bytesSent: PAGES * 98,
      normal: 0,
      encoded: PAGES,
      pages: PAGES,
      bytes: PAGES * 90,
      overflow: 0,
      ns: PAGES * (costs.compare + costs.store),
    });
  });

  test('the next visit takes it back: a delta to what was sent last', () => {
    const { pass, sweep } = afterFirstPass();
    pass();
    sweep();
    pass();
    sweep();
    expect(pass()).toMatchObject({ encoded: PAGES });
    sweep();
    sweep();
    expect(pass()).toMatchObject({ encoded: 0, pages: PAGES, bytes: 0 });
  });

  test('a page that has changed all over does not fit, and is sent whole', () => {
    const { pass, sweep } = afterFirstPass({ pattern: stressPattern });
    pass();
    sweep();
    expect(pass()).toMatchObject({
      bytesSent: PAGES * NORMAL_BYTES,
      normal: PAGES,
      pages: PAGES,
      overflow: PAGES,
      bytes: PAGES * 4096,
    });
    // The cache has what was sent.
    expect(pass()).toMatchObject({ bytesSent: 0, overflow: 0 });
  });

  test('a small cache keeps the pages that came first, as long as they are young', () => {
    const { pass } = afterFirstPass({ slots: 16 });
    // 16 pages are cached; 48 find a young page in their slot. So it stays.
    expect(pass()).toMatchObject({ misses: PAGES });
    expect(pass()).toMatchObject({ misses: 48, pages: 16, normal: 48 });
    expect(pass()).toMatchObject({ misses: 48, pages: 16, normal: 48 });
  });

  test('while the guest is stopped nothing is cached any more', () => {
    const { pass, sender, sweep } = afterFirstPass();
    pass();
    sweep();
    const stopped = (): void => sender.sendAll(true);
    expect(pass(stopped)).toMatchObject({ encoded: PAGES });
    // The copies are still those of the second pass.
    expect(pass(stopped)).toMatchObject({ encoded: PAGES });
  });

  test('pages without a copy that are sent by the stopped guest stay without', () => {
    const { pass, sender } = afterFirstPass();
    const stopped = (): void => sender.sendAll(true);
    expect(pass(stopped)).toMatchObject(allMissed);
    expect(pass(stopped)).toMatchObject(allMissed);
  });
});

describe('rates', () => {
  test('misses to pages sent, and bytes of pages to bytes of deltas, of one period', () => {
    const { pass, sweep, xbzrle } = afterFirstPass();
    const { statistics } = xbzrle;
    pass();
    statistics.periodEnded({ sentPages: PAGES * 2 });
    expect(statistics.report()).toMatchObject({ cacheMissRate: 0.5, encodingRate: 0 });
    sweep();
    pass();
    statistics.periodEnded({ sentPages: PAGES });
    expect(statistics.report()).toMatchObject({ cacheMissRate: 0, encodingRate: 4096 / 90 });
    // A period in which nothing was sent leaves them as they are.
    statistics.periodEnded({ sentPages: 0 });
    expect(statistics.report()).toMatchObject({ encodingRate: 4096 / 90 });
  });
});
