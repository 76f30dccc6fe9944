import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';

/** What a page costs the vCPU that writes it; nanoseconds of running time. */
export interface VisitCosts {
  /** First touch of a page, while the working set is filled. */
  readonly faultIn: Nanoseconds;
  /** One visit. */
  readonly visit: Nanoseconds;
  /** Fault of a write to a protected page, on top of the visit. */
  readonly writeFault: Nanoseconds;
}

/** The costs in a region: where faults are known on average only, they are part of each visit. */
export function visitCostsIn({ faultsPerVisitNs }: WriteRegion, costs: VisitCosts): VisitCosts {
  if (faultsPerVisitNs === null) return costs;
  return {
    faultIn: ns(costs.faultIn + faultsPerVisitNs),
    visit: ns(costs.visit + faultsPerVisitNs),
    writeFault: ns(0),
  };
}
