import { describe, expect, test } from 'vitest';
import {
  DeltaLength,
  OVERFLOW,
} from '../../../../../src/engines/qemu/features/xbzrle/xbzrle-delta.js';

const PAGE_BYTES = 4096;

describe('by hand', () => {
  test.each([
    // Word 0: no equal bytes before it (1), 8 changed (1), and they.
    [1, 8, 10],
    // Each further word has 504 equal bytes before it, a length of two bytes.
    [2, 8, 10 + 11],
    [8, 8, 10 + 7 * 11],
    // 64 words are 56 equal bytes apart, a length of one byte.
    [64, 64, 64 * 10],
    // One run of 15 words is 120 bytes long, of 16 words 128: a length of two bytes.
    [15, 512, 2 + 120],
    [16, 512, 3 + 128],
    [511, 512, 3 + 4088],
    // A whole page and three bytes do not fit.
    [512, 512, OVERFLOW],
    // Every other word: 256 runs.
    [256, 256, 256 * 10],
    [0, 8, 0],
  ])('%d of %d words: %d bytes', (words, spread, length) => {
    expect(new DeltaLength(spread).of(words)).toBe(length);
  });

  test('more words than a visit changes are a run from the beginning', () => {
    expect(new DeltaLength(8).of(256)).toBe(3 + 2048);
  });
});

/** QEMU's encoding of two pages, byte by byte; null if it is longer than a page. */
function encode(before: Uint8Array, after: Uint8Array): Uint8Array | null {
  const output: number[] = [];
  const length = (value: number): void => {
    if (value >= 128) output.push((value & 127) | 128, value >>> 7);
    else output.push(value);
  };
  let at = 0;
  for (;;) {
    const equalFrom = at;
    while (at < PAGE_BYTES && before[at] === after[at]) at++;
    if (at === PAGE_BYTES) break;
    const changedFrom = at;
    while (at < PAGE_BYTES && before[at] !== after[at]) at++;
    length(changedFrom - equalFrom);
    length(at - changedFrom);
    for (let byte = changedFrom; byte < at; byte++) output.push(after[byte]);
  }
  return output.length > PAGE_BYTES ? null : Uint8Array.from(output);
}

test.each([1, 3, 8, 100, 256, 300, 400, 500, 512])(
  'as long as what an encoder makes of pages with %d words spread over them',
  (spread) => {
    const lengths = new DeltaLength(spread);
    for (let words = 0; words <= spread; words++) {
      const before = new Uint8Array(PAGE_BYTES).fill(0xfe);
      const after = before.slice();
      for (let index = 0; index < words; index++) {
        after.fill(
          1,
          Math.floor((index * 512) / spread) * 8,
          Math.floor((index * 512) / spread) * 8 + 8,
        );
      }
      expect(lengths.of(words)).toBe(encode(before, after)?.length ?? OVERFLOW);
    }
  },
);
