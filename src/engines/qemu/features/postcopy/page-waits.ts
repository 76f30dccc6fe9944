import type { PageArrival } from '../../../../guest/page-arrival.js';
import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** No page was waited for. */
const NONE = -1;

/** A vCPU's wait for a page: the last one. Its times are in fields, as numbers that are handed over are boxed. */
export class PageWait implements PageArrival {
  page = NONE;
  /** Whether that was asked for, and is not on its way. */
  isAsked = false;
  /** When the vCPU touched the page. */
  touched: Nanoseconds = ns(0);
  /** When the destination knew of that. */
  noticed: Nanoseconds = ns(0);
  /** When the page is there. */
  arrival: Nanoseconds = ns(0);
  /** When the vCPU goes on. */
  at: Nanoseconds = ns(0);

  constructor(readonly vcpu: number) {}
}

/** Remainders of page numbers for each vCPU, of which pages are told apart at once. */
const REMAINDERS = 64;

/** Who waits for a page: each vCPU for one at most, and each page by one vCPU at most. */
export class PageWaits {
  private readonly waits: readonly PageWait[];
  /** How many of the pages that are asked for have each remainder: what is sent is hardly ever one of them. */
  private readonly askedWith: Uint16Array;

  /** @param vcpus that may wait */
  constructor(vcpus: number) {
    this.waits = Array.from({ length: vcpus }, (_, vcpu) => new PageWait(vcpu));
    this.askedWith = new Uint16Array(REMAINDERS * 2 ** Math.ceil(Math.log2(Math.max(1, vcpus))));
  }

  /** The last wait of a vCPU. */
  of(vcpu: number): PageWait {
    return this.waits[vcpu];
  }

  /** The page is asked for. */
  begin(wait: PageWait): void {
    wait.isAsked = true;
    this.askedWith[wait.page & (this.askedWith.length - 1)]++;
  }

  /** The wait for the first page in [from, end) that is asked for; null if none is. */
  firstIn(from: number, end: number): PageWait | null {
    if (end - from > this.waits.length) return this.search(from, end);
    const { askedWith } = this;
    for (let page = from; page < end; page++) {
      if (askedWith[page & (askedWith.length - 1)] === 0) continue;
      const found = this.search(page, page + 1);
      if (found !== null) return found;
    }
    return null;
  }

  /** The page is on its way. */
  end(wait: PageWait): void {
    wait.isAsked = false;
    this.askedWith[wait.page & (this.askedWith.length - 1)]--;
  }

  private search(from: number, end: number): PageWait | null {
    let first: PageWait | null = null;
    for (const wait of this.waits) {
      if (!wait.isAsked || wait.page < from || wait.page >= end) continue;
      if (first === null || wait.page < first.page) first = wait;
    }
    return first;
  }
}
