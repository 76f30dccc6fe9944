import { PageBitmap } from '../../../../memory/page-bitmap.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** No page is waited for. */
const NONE = -1;

/** Who waits for a page that was asked for: each vCPU for one at most, and each page by one vCPU at most. */
export class PageWaits {
  private readonly pages: Float64Array;
  private readonly touched: Float64Array;
  private readonly noticed: Float64Array;
  private readonly waitedFor: PageBitmap;

  /**
   * @param vcpus that may wait
   * @param totalPages of the guest
   */
  constructor(vcpus: number, totalPages: number) {
    this.pages = new Float64Array(vcpus).fill(NONE);
    this.touched = new Float64Array(vcpus);
    this.noticed = new Float64Array(vcpus);
    this.waitedFor = new PageBitmap(totalPages);
  }

  /**
   * A vCPU waits for `page`.
   *
   * @param touched when it touched the page
   * @param noticed when the destination knows of it
   */
  begin(vcpu: number, page: number, touched: Nanoseconds, noticed: Nanoseconds): void {
    this.pages[vcpu] = page;
    this.touched[vcpu] = touched;
    this.noticed[vcpu] = noticed;
    this.waitedFor.setPage(page);
  }

  /** First page in [from, end) that somebody waits for, or `end`. */
  next(from: number, end: number): number {
    return this.waitedFor.nextSet(from, end);
  }

  /** The vCPU that waits for `page`; -1 if none does. */
  vcpuOf(page: number): number {
    return this.pages.indexOf(page);
  }

  /** When a vCPU touched the page that it waits for. */
  touchedAt(vcpu: number): Nanoseconds {
    return ns(this.touched[vcpu]);
  }

  /** When the destination knew of that. */
  noticedAt(vcpu: number): Nanoseconds {
    return ns(this.noticed[vcpu]);
  }

  /** A vCPU waits no longer. */
  end(vcpu: number): void {
    this.waitedFor.clearPage(this.pages[vcpu]);
    this.pages[vcpu] = NONE;
  }
}
