import type { Nanoseconds } from '../sim/time.js';

/** What a page costs the vCPU that writes it; nanoseconds of running time. */
export interface VisitCosts {
  /** First touch of a page, while the working set is filled. */
  readonly faultIn: Nanoseconds;
  /** One visit. */
  readonly visit: Nanoseconds;
  /** Fault of a write to a protected page, on top of the visit. */
  readonly writeFault: Nanoseconds;
}
