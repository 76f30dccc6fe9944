import { randomWords } from '../../../../guest/page-content.js';
import { type Codec, type CompressedPage, interpolated } from './codec.js';
import type { ContentReader } from '../../../../migration/content-reader.js';
import type { PageRun } from '../../../../migration/page-run.js';

/** Pages of a workload that are looked at together: what they hold is read at one moment. */
const BATCH_PAGES = 128;

/** Pages at the beginning of a run that a compressor makes the same of. */
export interface CompressedRun {
  readonly end: number;
  readonly page: CompressedPage;
}

/** Says what a codec makes of the guest's pages. */
export class PageCompressor {
  private readonly seen = new Map<number, CompressedPage>();

  constructor(
    private readonly reader: ContentReader,
    private readonly codec: Codec,
  ) {}

  /** What becomes of the pages at the beginning of `run`, as they are now. */
  compress(run: PageRun): CompressedRun {
    const { reader } = this;
    const { content, region } = reader.look(run.start);
    if (content === 'zero') return { end: run.end, page: this.pageOf(0, true) };
    if (region === null) return { end: run.end, page: this.codec.other };
    const { pattern } = reader;
    const limit = Math.min(run.end, run.start + BATCH_PAGES);
    const words = randomWords(pattern, reader.versionOf(run.start));
    let end = reader.sameUntil(run.start, limit);
    while (end < limit && randomWords(pattern, reader.versionOf(end)) === words) {
      end = reader.sameUntil(end, limit);
    }
    return { end, page: this.pageOf(words, pattern.returns) };
  }

  private pageOf(words: number, recurs: boolean): CompressedPage {
    const key = recurs ? words : -1 - words;
    let page = this.seen.get(key);
    if (page === undefined) {
      page = interpolated(recurs ? this.codec.recurring : this.codec.fresh, words);
      this.seen.set(key, page);
    }
    return page;
  }
}
