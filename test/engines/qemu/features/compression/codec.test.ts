import { describe, expect, test } from 'vitest';
import {
  codecAtSpeed,
  interpolated,
} from '../../../../../src/engines/qemu/features/compression/codec.js';
import {
  qplCodec,
  uadkCodec,
  zlibPageCodec,
  zlibStreamCodec,
  zstdStreamCodec,
} from '../../../../../src/engines/qemu/features/compression/codec-tables.js';

describe('a table', () => {
  const rows = [
    { randomWords: 0, bytes: 100, compressNs: 1000, decompressNs: 10 },
    { randomWords: 8, bytes: 200, compressNs: 2000, decompressNs: 20 },
    { randomWords: 512, bytes: 704, compressNs: 3008, decompressNs: 20 },
  ];

  test.each([
    [0, 100, 1000],
    [4, 150, 1500],
    [8, 200, 2000],
    [260, 452, 2504],
    [512, 704, 3008],
  ])('at %d words: %d bytes, %d ns', (words, bytes, compressNs) => {
    expect(interpolated(rows, words)).toMatchObject({ bytes, compressNs });
  });

  test('a machine twice as fast takes half the time for the same bytes', () => {
    const codec = { recurring: rows, fresh: rows, other: rows[0] };
    const { recurring, other } = codecAtSpeed(codec, 2);
    expect(recurring[1]).toMatchObject({ bytes: 200, compressNs: 1000, decompressNs: 10 });
    expect(other).toMatchObject({ bytes: 100, compressNs: 500 });
  });
});

describe('what guestperf makes of a page', () => {
  const stressBytes = (codec: ReturnType<typeof zlibPageCodec>): number =>
    interpolated(codec.recurring, 512).bytes;

  test('page by page random data does not shrink, in a stream its repetition does', () => {
    expect(stressBytes(zlibPageCodec(1))).toBeGreaterThan(4096);
    expect(stressBytes(zlibStreamCodec(1))).toBeLessThan(100);
    expect(stressBytes(zstdStreamCodec(1))).toBeLessThan(100);
  });

  test('new data does not shrink in a stream either', () => {
    for (const codec of [zlibStreamCodec(1), zstdStreamCodec(1)]) {
      expect(interpolated(codec.fresh, 512).bytes).toBeGreaterThanOrEqual(4096);
    }
  });

  test('qpl sends a page raw that does not shrink, uadk every page; with its length', () => {
    expect(stressBytes(qplCodec())).toBe(4096 + 4);
    expect(interpolated(qplCodec().recurring, 0).bytes).toBe(41 + 4);
    expect(interpolated(uadkCodec().recurring, 0)).toEqual({
      bytes: 4100,
      compressNs: 0,
      decompressNs: 0,
    });
  });
});

test('a higher level is slower and no larger', () => {
  for (const codecOf of [zlibPageCodec, zlibStreamCodec, zstdStreamCodec]) {
    const [low, high] = [codecOf(1), codecOf(9)];
    for (const words of [0, 8, 512]) {
      const before = interpolated(low.recurring, words);
      const after = interpolated(high.recurring, words);
      expect(after.compressNs).toBeGreaterThan(before.compressNs);
      expect(after.bytes).toBeLessThanOrEqual(before.bytes);
    }
  }
  // Level 0 of zlib only stores.
  expect(interpolated(zlibPageCodec(0).recurring, 0).bytes).toBe(4107);
});
