import { type Nanoseconds, ns } from '../sim/time.js';
import { pagesWrittenIn } from './ring-fill.js';
import { RingClock } from './ring-clock.js';
import type { VcpuClock } from './vcpu-clock.js';
import type { Workload } from './workload.js';

/** How a ring fills and is emptied, from one moment at which all rings are emptied to the next. */
export interface RingWindow {
  /** Running time from one time that the ring is emptied to the next, stalls included. */
  readonly time: Nanoseconds;
  /** Running time of the programs in it, faults included. */
  readonly busy: Nanoseconds;
  /** Whether the vCPU leaves the guest with a full ring at the end of each. */
  readonly fills: boolean;
}

/**
 * The dirty ring of one vCPU, in closed form: how often it was full, and how many entries went through
 * it, follow from the running time since all rings were last emptied.
 */
export class VcpuRing {
  /** Entries that were collected, with a page counted each time (QEMU, CPUState.dirty_pages). */
  pagesReaped = 0;
  /** How often the vCPU left the guest as the ring was full. */
  fullExits = 0;
  /** What the dirty limit makes the vCPU sleep each time its ring is full. */
  throttle: Nanoseconds = ns(0);
  private window: RingWindow | null = null;
  private pagesPerWindow = 0;
  private runAtStart: Nanoseconds = ns(0);
  /** Whose run time is that of the programs divided by `speed`. */
  readonly clock: VcpuClock;
  private readonly ownClock: RingClock | null;

  /**
   * @param workloads the programs that write on this vCPU
   * @param sharedClock of all vCPUs; null for one of its own, which the dirty limit can hold up
   */
  constructor(
    readonly workloads: readonly Workload[],
    sharedClock: VcpuClock | null,
    private readonly speed: number,
  ) {
    const own = new RingClock();
    this.clock = sharedClock ?? own;
    this.ownClock = sharedClock === null ? own : null;
  }

  /**
   * Counts what went through the ring since `restart`. The writes must have been worked out.
   *
   * @returns entries that are in the ring now
   */
  empty(now: Nanoseconds): number {
    if (this.window === null) {
      const entries = this.workloads.reduce(
        (sum, { region }) => sum + region.pages - region.protectedPages,
        0,
      );
      this.pagesReaped += entries;
      return entries;
    }
    const run = (this.clock.runTimeAt(now) - this.runAtStart) * this.speed;
    const windows = run / this.window.time;
    // A vCPU that sleeps has used up its window to the last nanosecond.
    const whole = Math.floor(windows + 1e-9);
    this.pagesReaped += Math.round(windows * this.pagesPerWindow);
    if (this.window.fills) this.fullExits += whole;
    return Math.round(Math.max(0, windows - whole) * this.pagesPerWindow);
  }

  /**
   * The ring is empty now, and all pages of its programs are protected.
   *
   * @param window null if the ring does not fill before all are emptied again
   * @param fault what a write to a protected page costs
   */
  restart(now: Nanoseconds, window: RingWindow | null, fault: Nanoseconds): void {
    this.window = window;
    if (window === null) {
      for (const { region } of this.workloads) region.faultsPerVisitNs = null;
    } else {
      this.pagesPerWindow = pagesWrittenIn(this.workloads, window.busy, fault);
      for (const workload of this.workloads) {
        const { visits, pages } = workload.foresee(window.busy, fault);
        const stall = window.time - window.busy;
        workload.region.faultsPerVisitNs = visits > 0 ? (pages * fault + stall) / visits : fault;
      }
    }
    const filledIn = ns(window === null || !window.fills ? Infinity : window.time / this.speed);
    this.ownClock?.restart(now, filledIn, this.throttle);
    this.runAtStart = this.clock.runTimeAt(now);
  }
}
