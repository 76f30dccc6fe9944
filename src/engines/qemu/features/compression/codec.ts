/** What a compressor makes of one page, and the time of the threads at both ends. */
export interface CompressedPage {
  readonly bytes: number;
  readonly compressNs: number;
  readonly decompressNs: number;
}

/** A row of a table: pages of which so many words hold random data. */
export interface CodecRow extends CompressedPage {
  readonly randomWords: number;
}

/** What a compressor makes of the kinds of pages that a guest has. */
export interface Codec {
  /** A page that was filled with one byte, with words of data that the pages before it have too. */
  readonly recurring: readonly CodecRow[];
  /** The same with words of data that no other page has. */
  readonly fresh: readonly CodecRow[];
  /** Memory that no workload writes: the guest's kernel, programs, files. */
  readonly other: CompressedPage;
}

/** A codec's table at a number of words, linear between its rows. */
export function interpolated(rows: readonly CodecRow[], randomWords: number): CompressedPage {
  const above = Math.max(
    1,
    rows.findIndex((row) => row.randomWords >= randomWords),
  );
  const [low, high] = [rows[above - 1], rows[above]];
  const part = (randomWords - low.randomWords) / (high.randomWords - low.randomWords);
  const between = (from: number, to: number): number => from + part * (to - from);
  return {
    bytes: Math.round(between(low.bytes, high.bytes) * 10) / 10,
    compressNs: between(low.compressNs, high.compressNs),
    decompressNs: between(low.decompressNs, high.decompressNs),
  };
}

/** A codec on a machine that is `speed` times as fast as the one on which it was measured. */
export function codecAtSpeed(codec: Codec, speed: number): Codec {
  const faster = <Page extends CompressedPage>(page: Page): Page => ({
    ...page,
    compressNs: page.compressNs / speed,
    decompressNs: page.decompressNs / speed,
  });
  return {
    recurring: codec.recurring.map(faster),
    fresh: codec.fresh.map(faster),
    other: faster(codec.other),
  };
}
