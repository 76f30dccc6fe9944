import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { largerColumn } from './ring-column.js';

/** Room for the first requests, a power of two; there is twice as much whenever it is used up. */
const FIRST_REQUESTS = 64;

/** Requests for pages on their way to the source and in its queue (QEMU, src_page_requests): FIFO. */
export class RequestQueue {
  /** When the next request is at the source; Infinity if there is none. */
  nextArrival: Nanoseconds = ns(Infinity);
  /** Rings: request n is at place n modulo their size. */
  private pages = new Float64Array(FIRST_REQUESTS);
  private vcpus = new Int32Array(FIRST_REQUESTS);
  private arrivals = new Float64Array(FIRST_REQUESTS);
  private head = 0;
  private tail = 0;

  /** A request for `page`, for which a vCPU waits, reaches the source at `arrival`, not before the one before it. */
  push(page: number, vcpu: number, arrival: Nanoseconds): void {
    if (this.tail - this.head === this.pages.length) this.makeRoom();
    if (this.tail === this.head) this.nextArrival = arrival;
    const place = this.tail++ & (this.pages.length - 1);
    this.pages[place] = page;
    this.vcpus[place] = vcpu;
    this.arrivals[place] = arrival;
  }

  /** The page of the next request. */
  get nextPage(): number {
    return this.pages[this.head & (this.pages.length - 1)];
  }

  /** The vCPU that waits for it. */
  get nextVcpu(): number {
    return this.vcpus[this.head & (this.vcpus.length - 1)];
  }

  /** Removes the next request. */
  shift(): void {
    this.head++;
    const next = this.arrivals[this.head & (this.arrivals.length - 1)];
    this.nextArrival = ns(this.head < this.tail ? next : Infinity);
  }

  private makeRoom(): void {
    const { head, tail } = this;
    this.pages = largerColumn(this.pages, Float64Array, head, tail);
    this.vcpus = largerColumn(this.vcpus, Int32Array, head, tail);
    this.arrivals = largerColumn(this.arrivals, Float64Array, head, tail);
  }
}
