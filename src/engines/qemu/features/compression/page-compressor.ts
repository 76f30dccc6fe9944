import { PAGE_WORDS } from '../../../../guest/page-content.js';
import { type Codec, type CompressedPage, interpolated } from './codec.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { Nanoseconds } from '../../../../sim/time.js';
import type { Sequel } from '../../../../migration/page-run.js';

/** Pages of a workload that are looked at together: what they hold is read at one moment. */
const BATCH_PAGES = 128;

/** A page has none of them random, or some, or all. */
const WORD_COUNTS = PAGE_WORDS + 1;

/** Pages with so many words of data that recurs, the same of data that does not, and others. */
const OTHER = 2 * WORD_COUNTS;
export const KINDS = OTHER + 1;

/** Pages at the beginning of some that a compressor makes the same of. */
export interface CompressedRun {
  readonly end: number;
  /** Tells what becomes of a page from what becomes of others; less than `KINDS`. */
  readonly kind: number;
  readonly page: CompressedPage;
  /** Pages behind them, if they fill a batch, that a compressor makes the same of; null if none are known. */
  readonly sequel: Sequel | null;
}

/** Says what a codec makes of the guest's pages. */
export class PageCompressor {
  /** That a page becomes at the most. */
  readonly mostBytes: number;
  /** By kind, those that have been seen. */
  private readonly pages: (CompressedPage | undefined)[];
  private readonly compressed: {
    end: number;
    kind: number;
    page: CompressedPage;
    sequel: Sequel | null;
  };

  constructor(
    private readonly reader: ContentReader,
    private readonly codec: Codec,
  ) {
    this.mostBytes = Math.max(
      ...[...codec.recurring, ...codec.fresh, codec.other].map(({ bytes }) => bytes),
    );
    this.pages = Array.from({ length: KINDS }, () => undefined);
    this.compressed = { end: 0, kind: OTHER, page: codec.other, sequel: null };
  }

  /**
   * What becomes of the pages [start, limit), or of the first of them, as they are now, if no other time is said. The
   * answer holds until the next.
   */
  compress(start: number, limit: number, time?: Nanoseconds): CompressedRun {
    const { compressed, reader } = this;
    const { content, region } = reader.look(start, time);
    compressed.sequel = null;
    if (content === 'zero') {
      this.answer(limit, 0, true);
    } else if (region === null) {
      compressed.end = limit;
      compressed.kind = OTHER;
      compressed.page = this.codec.other;
    } else {
      const last = Math.min(limit, start + BATCH_PAGES);
      const words = reader.randomWordsOf(start);
      let end = reader.sameUntil(start, last);
      if (end === start + BATCH_PAGES) compressed.sequel = this.sequel(start, limit);
      while (end < last && reader.randomWordsOf(end) === words) {
        end = reader.sameUntil(end, last);
      }
      this.answer(end, words, reader.pattern.returns);
    }
    return compressed;
  }

  /** What follows a batch of pages of one version. */
  private sequel(start: number, limit: number): Sequel | null {
    const end = this.reader.sameUntil(start, limit);
    return end < start + 2 * BATCH_PAGES ? null : this.reader.sequel(start, end);
  }

  /** The answer is of pages with so many words of data, which other pages have too or have not. */
  private answer(end: number, words: number, recurs: boolean): void {
    const { codec, compressed, pages } = this;
    const kind = recurs ? words : WORD_COUNTS + words;
    compressed.end = end;
    compressed.kind = kind;
    compressed.page = pages[kind] ??= interpolated(recurs ? codec.recurring : codec.fresh, words);
  }
}
