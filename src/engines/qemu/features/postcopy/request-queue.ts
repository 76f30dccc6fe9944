import { type Nanoseconds, ns } from '../../../../sim/time.js';

/** Requests that have been served are dropped together. */
const SERVED_KEPT = 1024;

/** Requests for pages on their way to the source and in its queue (QEMU, src_page_requests): FIFO. */
export class RequestQueue {
  private readonly pages: number[] = [];
  private readonly arrivals: Nanoseconds[] = [];
  private head = 0;

  /** When the next request is at the source; Infinity if there is none. */
  get nextArrival(): Nanoseconds {
    return this.head < this.pages.length ? this.arrivals[this.head] : ns(Infinity);
  }

  /** A request for `page` reaches the source at `arrival`, not before the one before it. */
  push(page: number, arrival: Nanoseconds): void {
    this.pages.push(page);
    this.arrivals.push(arrival);
  }

  /** Removes and returns the page of the next request. */
  shift(): number {
    const page = this.pages[this.head++];
    if (this.head >= SERVED_KEPT) {
      this.pages.splice(0, this.head);
      this.arrivals.splice(0, this.head);
      this.head = 0;
    }
    return page;
  }
}
