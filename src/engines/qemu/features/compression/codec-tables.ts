import type { Codec, CodecRow, CompressedPage } from './codec.js';

/**
 * zlib was measured with scripts/measure-compression.mjs (Node 20, one core of a virtual AMD EPYC):
 * pages filled with 0xFE in which so many words were XORed with random data, as stress.c does. A
 * time includes that of a call. Memory that no workload writes is stood in for by text.
 */
const page = (bytes: number, compressNs: number, decompressNs: number): CompressedPage => ({
  bytes,
  compressNs: compressNs,
  decompressNs: decompressNs,
});

const row = (randomWords: number, ...numbers: Parameters<typeof page>): CodecRow => ({
  randomWords,
  ...page(...numbers),
});

const stored = (compressNs: number, decompressNs: number, bytes: number): Codec => {
  const rows = [row(0, bytes, compressNs, decompressNs), row(512, bytes, compressNs, decompressNs)];
  return { recurring: rows, fresh: rows, other: page(bytes, compressNs, decompressNs) };
};

/** zlib, each page for itself. */
const zlibPageFast: Codec = {
  recurring: [
    row(0, 41, 5_700, 3_000),
    row(8, 121, 7_200, 2_400),
    row(64, 690, 16_200, 5_300),
    row(128, 1283, 20_900, 6_700),
    row(256, 2444, 25_300, 9_300),
    row(512, 4107, 23_400, 2_000),
  ],
  fresh: [
    row(0, 41, 5_700, 3_000),
    row(8, 121, 9_800, 2_400),
    row(64, 690, 34_000, 5_600),
    row(128, 1283, 42_500, 7_200),
    row(256, 2444, 49_900, 10_600),
    row(512, 4107, 44_000, 2_100),
  ],
  other: page(1627, 16_100, 8_000),
};

const zlibPageThorough: Codec = {
  recurring: [row(0, 27, 9_800, 3_000), ...scaled(zlibPageFast.recurring, 1.16)],
  fresh: [row(0, 27, 9_800, 3_000), ...scaled(zlibPageFast.fresh, 1.05)],
  other: page(1566, 19_700, 7_400),
};

/** zlib, the pages of a packet after each other in one stream. */
const zlibStreamFast: Codec = {
  recurring: [
    row(0, 18.1, 1_210, 670),
    row(8, 29.1, 1_250, 690),
    row(64, 39.5, 1_390, 730),
    row(128, 46.2, 1_420, 790),
    row(256, 57.6, 1_460, 830),
    row(512, 70.5, 1_440, 810),
  ],
  fresh: [
    row(0, 18.1, 1_210, 670),
    row(8, 98.6, 1_640, 880),
    row(64, 634.9, 6_180, 1_950),
    row(128, 1234.3, 13_200, 3_300),
    row(256, 2379.4, 31_700, 5_650),
    row(512, 4097.3, 60_300, 590),
  ],
  other: page(1574, 11_900, 5_700),
};

const zlibStreamThorough: Codec = {
  recurring: [row(0, 4.2, 5_150, 670), ...scaled(zlibStreamFast.recurring, 4)],
  fresh: [row(0, 4.2, 5_150, 670), ...scaled(zlibStreamFast.fresh, 1.04)],
  other: page(1504, 16_300, 5_500),
};

/**
 * zstd 1.5.4 in blocks of a packet (`zstd -b1 -B524288`), for 0, 8 and 512 words that recur and 512
 * new ones. Between them, and for other memory, it is assumed to compress as zlib does in a tenth of
 * the time.
 */
const zstdStreamFast: Codec = {
  recurring: [row(0, 0.3, 270, 60), row(8, 1.2, 230, 80), row(512, 32.5, 215, 66)],
  fresh: [
    row(0, 0.3, 270, 60),
    row(8, 80, 400, 100),
    row(256, 2379, 2_000, 500),
    row(512, 4096.2, 550, 90),
  ],
  other: page(1500, 2_000, 1_000),
};

/** Every row but that of no random words, which a higher level treats otherwise. */
function scaled(rows: readonly CodecRow[], factor: number): readonly CodecRow[] {
  return slower(rows.slice(1), factor);
}

function slower(rows: readonly CodecRow[], factor: number): readonly CodecRow[] {
  return rows.map((each) => ({ ...each, compressNs: each.compressNs * factor }));
}

/** zlib for single pages at a level (compress-level). */
export function zlibPageCodec(level: number): Codec {
  if (level === 0) return stored(3_700, 1_900, 4107);
  return level < 4 ? zlibPageFast : zlibPageThorough;
}

/** zlib for packets at a level (multifd-zlib-level). */
export function zlibStreamCodec(level: number): Codec {
  if (level === 0) return stored(690, 620, 4096.6);
  return level < 4 ? zlibStreamFast : zlibStreamThorough;
}

/** Measured at levels 9 and 19, for data that recurs and for new data. */
const zstdSlowness = [
  { level: 9, recurring: 5, fresh: 18 },
  { level: 20, recurring: 7, fresh: 250 },
] as const;

/** zstd for packets at a level (multifd-zstd-level); up to 3 there is no difference. */
export function zstdStreamCodec(level: number): Codec {
  const slowness = level <= 3 ? undefined : zstdSlowness.find((each) => level <= each.level);
  if (slowness === undefined) return zstdStreamFast;
  const { recurring, fresh, other } = zstdStreamFast;
  return {
    recurring: slower(recurring, slowness.recurring),
    fresh: slower(fresh, slowness.fresh),
    other: { ...other, compressNs: other.compressNs * slowness.recurring },
  };
}

/** Length of each page, before the pages, where each is compressed for itself. */
const PAGE_LENGTH_BYTES = 4;

/** qpl without its hardware: deflate in software, page by page; a page that does not shrink goes raw. */
export function qplCodec(): Codec {
  return eachPage(zlibPageFast, ({ bytes }) => Math.min(bytes, 4096));
}

/** uadk without its hardware: pages as they are. */
export function uadkCodec(): Codec {
  return stored(0, 0, 4096 + PAGE_LENGTH_BYTES);
}

function eachPage(codec: Codec, bytesOf: (page: CompressedPage) => number): Codec {
  const framed = <Page extends CompressedPage>(each: Page): Page => ({
    ...each,
    bytes: bytesOf(each) + PAGE_LENGTH_BYTES,
  });
  return {
    recurring: codec.recurring.map(framed),
    fresh: codec.fresh.map(framed),
    other: framed(codec.other),
  };
}
