import { randomWords } from '../../../../guest/page-content.js';
import { type Codec, type CompressedPage, interpolated } from './codec.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { Sequel } from '../../../../migration/page-run.js';

/** Pages of a workload that are looked at together: what they hold is read at one moment. */
const BATCH_PAGES = 128;

/** Pages at the beginning of some that a compressor makes the same of. */
export interface CompressedRun {
  readonly end: number;
  readonly page: CompressedPage;
  /** Pages behind them, if they fill a batch, that a compressor makes the same of; null if none are known. */
  readonly sequel: Sequel | null;
}

/** Says what a codec makes of the guest's pages. */
export class PageCompressor {
  private readonly seen = new Map<number, CompressedPage>();
  /** The page that was looked up last, and its key: the next is one like it, mostly. */
  private lastKey = Number.NaN;
  private lastPage: CompressedPage;
  private readonly compressed: { end: number; page: CompressedPage; sequel: Sequel | null };

  constructor(
    private readonly reader: ContentReader,
    private readonly codec: Codec,
  ) {
    this.lastPage = codec.other;
    this.compressed = { end: 0, page: codec.other, sequel: null };
  }

  /** What becomes of the pages [start, limit), or of the first of them, as they are now. The answer holds until the next. */
  compress(start: number, limit: number): CompressedRun {
    const { compressed, reader } = this;
    const { content, region } = reader.look(start);
    compressed.sequel = null;
    if (content === 'zero') {
      compressed.end = limit;
      compressed.page = this.pageOf(0, true);
    } else if (region === null) {
      compressed.end = limit;
      compressed.page = this.codec.other;
    } else {
      const { pattern } = reader;
      const last = Math.min(limit, start + BATCH_PAGES);
      const words = randomWords(pattern, reader.versionOf(start));
      let end = reader.sameUntil(start, last);
      if (end === start + BATCH_PAGES) compressed.sequel = this.sequel(start, limit);
      while (end < last && randomWords(pattern, reader.versionOf(end)) === words) {
        end = reader.sameUntil(end, last);
      }
      compressed.end = end;
      compressed.page = this.pageOf(words, pattern.returns);
    }
    return compressed;
  }

  /** What follows a batch of pages of one version. */
  private sequel(start: number, limit: number): Sequel | null {
    const end = this.reader.sameUntil(start, limit);
    return end < start + 2 * BATCH_PAGES ? null : this.reader.sequel(start, end);
  }

  private pageOf(words: number, recurs: boolean): CompressedPage {
    const key = recurs ? words : -1 - words;
    if (key === this.lastKey) return this.lastPage;
    this.lastKey = key;
    this.lastPage = this.pageOfKey(key, words, recurs);
    return this.lastPage;
  }

  private pageOfKey(key: number, words: number, recurs: boolean): CompressedPage {
    let page = this.seen.get(key);
    if (page === undefined) {
      page = interpolated(recurs ? this.codec.recurring : this.codec.fresh, words);
      this.seen.set(key, page);
    }
    return page;
  }
}
