import type { TransferCost } from '../../host/transfer-cost.js';
import type { Nanoseconds } from '../../sim/time.js';

/** What postcopy costs beside what any migration does. */
export interface PostcopyCosts {
  /** A page with content: the destination has discarded it, or never had it. */
  readonly contentPage: TransferCost;
  readonly zeroPage: TransferCost;
  /** Destination's time to discard a range of pages. */
  readonly discardRange: Nanoseconds;
  /** From a vCPU's touch of a missing page to the destination's knowledge of it. */
  readonly fault: Nanoseconds;
  /** From there to the request in the source's queue, beside the link's latency. */
  readonly request: Nanoseconds;
  /** From the placement of a page to the run of the vCPU that waited for it. */
  readonly wake: Nanoseconds;
}
