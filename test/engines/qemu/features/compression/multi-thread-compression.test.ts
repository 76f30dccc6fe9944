import { ns } from '../../../../../src/sim/time.js';
import { expect, test } from 'vitest';
import type { CodecRow } from '../../../../../src/engines/qemu/features/compression/codec.js';
import { ContentReader } from '../../../../../src/migration/content-reader.js';
import {
  type CompressionSetup,
  MultiThreadCompression,
} from '../../../../../src/engines/qemu/features/compression/multi-thread-compression.js';
import { PageCompressor } from '../../../../../src/engines/qemu/features/compression/page-compressor.js';
import { GuestMemory } from '../../../../../src/memory/guest-memory.js';
import { PageSender, type SendBudget } from '../../../../../src/migration/page-sender.js';
import { migrationContext } from '../../../../support/engine.js';

const unlimited: SendBudget = {
  isExceeded: () => false,
  allows: () => true,
  pagesUntilExceeded: () => Infinity,
};
const PAGES = 101;
const FRAME_BYTES = 18;

const other = { bytes: 1000, compressNs: 20_000, decompressNs: 5_000 };
const rows: readonly CodecRow[] = [0, 512].map((randomWords) => ({ randomWords, ...other }));

/** A block of pages that nobody writes; a page takes 20 us to compress, 1 us to send as it is. */
function compress(changes: Partial<CompressionSetup>, zeroPages = 0) {
  const end = PAGES + zeroPages;
  const memory = new GuestMemory(
    [{ idstr: 'pc.ram', start: 0, end }],
    [
      { start: 0, end: PAGES, content: 'static', region: null },
      { start: PAGES, end, content: 'zero', region: null },
    ],
  );
  const context = migrationContext({ memory });
  const codec = { recurring: rows, fresh: rows, other };
  const compression = new MultiThreadCompression(
    context,
    new PageCompressor(new ContentReader(context), codec),
    {
      threads: 4,
      decompressThreads: 4,
      waits: true,
      queuePage: ns(100),
      isActive: () => true,
      ...changes,
    },
  );
  new PageSender(context, true, [compression]).iterate(unlimited);
  return { context, counters: context.counters, report: compression.statistics.report() };
}

test('the first page of a block is sent as it is, the others wait for a thread', () => {
  const { context, counters, report } = compress({});
  expect(counters).toMatchObject({ normalPages: 1, encodedPages: 100 });
  // A header of 8 bytes, a length of 4.
  expect(counters.transferredBytes).toBe(4104 + 100 * 1012 + FRAME_BYTES);
  expect(report).toMatchObject({ pages: 100, busy: 0, compressedBytes: 100 * 1004 });
  // Four threads finish a page each 5 us.
  expect(context.clock.now).toBe(1000 + 100 * 5000);
});

test('the migration thread is the limit when there are threads enough', () => {
  const { context } = compress({ threads: 255 });
  expect(context.clock.now).toBe(1000 + 100 * 100);
});

test('without waiting, pages that find no idle thread are sent as they are', () => {
  const { context, counters, report } = compress({ threads: 1, waits: false });
  // The thread takes a page each 20 us; meanwhile 20 pages go as they are, at 1 us each.
  expect(report).toMatchObject({ pages: 5, busy: 95 });
  expect(counters).toMatchObject({ normalPages: 96, encodedPages: 5 });
  expect(context.clock.now).toBe(1000 + 5 * 100 + 95 * 1000);
});

test('threads test for zero as well', () => {
  const { context, counters, report } = compress({}, 400);
  expect(report.pages).toBe(100);
  expect(counters.duplicatePages).toBe(400);
  // A zero page takes 100 ns to test, and as much to hand over.
  expect(context.clock.now).toBe(1000 + 100 * 5000 + 400 * 100);
});

test('it leaves pages as they are once XBZRLE has begun', () => {
  const { counters, report } = compress({ isActive: () => false });
  expect(counters.normalPages).toBe(PAGES);
  expect(report.pages).toBe(0);
});
