import type { TransferCost } from '../../../../host/transfer-cost.js';
import type { Nanoseconds } from '../../../../sim/time.js';

/** What postcopy costs beside what any migration does. */
export interface PostcopyCosts {
  /** A page with content: the destination has discarded it, or never had it. */
  readonly contentPage: TransferCost;
  readonly zeroPage: TransferCost;
  /** Destination's time to discard a range of pages. */
  readonly discardRange: Nanoseconds;
  /** From the destination's knowledge of a fault to the request in the source's queue, beside the latency. */
  readonly request: Nanoseconds;
  /** From the placement of a page to the run of the vCPU that waited for it. */
  readonly wake: Nanoseconds;
}
