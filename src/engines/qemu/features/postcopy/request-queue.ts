import { type Nanoseconds, ns } from '../../../../sim/time.js';
import { largerRing } from './ring.js';

/** Room for the first requests, a power of two; there is twice as much whenever it is used up. */
const FIRST_REQUESTS = 64;

/** Numbers of a request: its page, its vCPU, when it arrives; a power of two. */
const WIDTH = 4;
const VCPU = 1;
const ARRIVAL = 2;

/** Requests for pages on their way to the source and in its queue (QEMU, src_page_requests): FIFO, in a ring. */
export class RequestQueue {
  /** When the next request is at the source; Infinity if there is none. */
  nextArrival: Nanoseconds = ns(Infinity);
  private requests = new Float64Array(WIDTH * FIRST_REQUESTS);
  private head = 0;
  private tail = 0;

  /** A request for `page`, for which a vCPU waits, reaches the source at `arrival`, not before the one before it. */
  push(page: number, vcpu: number, arrival: Nanoseconds): void {
    if ((this.tail - this.head) * WIDTH === this.requests.length) {
      this.requests = largerRing(this.requests, WIDTH, this.head, this.tail);
    }
    if (this.tail === this.head) this.nextArrival = arrival;
    const { requests } = this;
    const request = this.placeOf(this.tail++);
    requests[request] = page;
    requests[request + VCPU] = vcpu;
    requests[request + ARRIVAL] = arrival;
  }

  /** The page of the next request. */
  get nextPage(): number {
    return this.requests[this.placeOf(this.head)];
  }

  /** The vCPU that waits for it. */
  get nextVcpu(): number {
    return this.requests[this.placeOf(this.head) + VCPU] >>> 0;
  }

  /** Removes the next request. */
  shift(): void {
    this.head++;
    const next = this.requests[this.placeOf(this.head) + ARRIVAL];
    this.nextArrival = ns(this.head < this.tail ? next : Infinity);
  }

  private placeOf(request: number): number {
    return (request * WIDTH) & (this.requests.length - 1);
  }
}
