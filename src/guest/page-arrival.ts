import type { Nanoseconds } from '../sim/time.js';

/** That the page is there for which a vCPU of the destination waits. */
export interface PageArrival {
  readonly vcpu: number;
  readonly page: number;
  /** When the vCPU goes on. */
  readonly at: Nanoseconds;
}
