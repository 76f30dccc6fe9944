import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { formedRun, type PageForm } from '../../../../migration/page-encoding.js';
import type { FoundRun, PageRun, Sequel } from '../../../../migration/page-run.js';
import { type CompressedForm, wireBytesOf } from './compressed-form.js';
import type { CompressedRun, PageCompressor } from './page-compressor.js';

/** A step sends no more than a few times as many. */
const MOST_PAGES = 512;

/**
 * Pages of which each becomes something else than the one behind it: a sender that is as fast as a sweep of the guest stays beside
 * it, and finds each page in the middle of its visit. They are looked at and sent one by one, in one loop.
 */
export class PagesOneByOne implements PageForm, Sequel {
  readonly counts = true;
  readonly isPlain = false;
  readonly before = ns(Infinity);
  readonly mostBytes: number;
  end = 0;
  private run: FoundRun | null = null;
  /** The page that was looked at last. */
  private page = 0;
  /** What became of those that were looked at. */
  private bytes = 0;

  /**
   * @param formOf how pages travel that were compressed
   * @param sent told of so many pages that became so many bytes
   */
  constructor(
    private readonly compressor: PageCompressor,
    private readonly formOf: (compressed: CompressedRun) => CompressedForm,
    private readonly sent: (pages: number, bytes: number) => void,
  ) {
    this.mostBytes = wireBytesOf(compressor.mostBytes);
  }

  /** The first page of `run`, which travels in `form`, and the one behind it in another. */
  from(run: PageRun, form: CompressedForm): PageRun {
    const { end, isFirst, start } = run;
    const first = formedRun(run, start + 1, form.costOf(isFirst), this, isFirst, this);
    this.run = first;
    this.page = start;
    this.bytes = form.bytes;
    // Of the last page of a run nothing is known but that the run ends.
    this.end = Math.min(end - 1, start + MOST_PAGES);
    return first;
  }

  look({ start: time }: { readonly start: Nanoseconds }): boolean {
    const { run } = this;
    const page = this.page + 1;
    const compressed = this.compressor.compress(page, page + 2, time);
    if (run === null || compressed.end !== page + 1) return false;
    const form = this.formOf(compressed);
    run.cost = form.costOf(run.isFirst);
    this.page = page;
    this.bytes += form.bytes;
    return true;
  }

  account(_start: number, pages: number): void {
    this.sent(pages, this.bytes);
  }
}
