import { type Nanoseconds, ns } from '../sim/time.js';
import { pagesWrittenIn, ringFillTime } from './ring-fill.js';
import type { RingWindow, VcpuRing } from './vcpu-ring.js';

/** What rings cost a vCPU; nanoseconds. */
export interface RingStalls {
  /** A write to a protected page, which pushes an entry. */
  readonly writeFault: Nanoseconds;
  /** The way out of the guest and back when the ring is full. */
  readonly exit: Nanoseconds;
  /** Collecting one entry and protecting its page again, by the vCPU whose ring was full. */
  readonly resetPage: Nanoseconds;
}

/**
 * The dirty rings of all vCPUs. A vCPU whose ring is full empties the rings of all (QEMU, kvm_cpu_exec),
 * or with the dirty limit in service only its own.
 */
export class VcpuRings {
  /** Whether the dirty limit is in service. */
  isLimited = false;
  /** The longest sleep of any vCPU so far. */
  highestThrottle: Nanoseconds = ns(0);

  /**
   * @param all in the order of the vCPUs
   * @param softLimit entries of a full ring
   */
  constructor(
    readonly all: readonly VcpuRing[],
    readonly softLimit: number,
    private readonly costs: RingStalls,
  ) {}

  /** How often a vCPU has left the guest with a full ring. */
  get fullExits(): number {
    return this.all.reduce((sum, ring) => sum + ring.fullExits, 0);
  }

  /** The longest time that a vCPU sleeps when its ring is full. */
  get longestThrottle(): Nanoseconds {
    return ns(Math.max(0, ...this.all.map((ring) => ring.throttle)));
  }

  /** When all vCPUs have been seen outside of a sleep, one after the other, from `time` on. */
  seenAwakeAt(time: Nanoseconds): Nanoseconds {
    return this.all.reduce((seen, { clock }) => clock.awakeAt(seen), time);
  }

  /** Counts what is in the rings; returns how many entries that is. */
  empty(now: Nanoseconds): number {
    return this.all.reduce((sum, ring) => sum + ring.empty(now), 0);
  }

  /** All rings are empty now, and all pages protected. */
  restart(now: Nanoseconds): void {
    const { softLimit, costs } = this;
    const { writeFault } = costs;
    const fillTimes = this.all.map(({ workloads }) =>
      ringFillTime(workloads, softLimit, writeFault),
    );
    const windows = this.isLimited ? this.ownWindows(fillTimes) : this.commonWindows(fillTimes);
    this.all.forEach((ring, index) => ring.restart(now, windows[index], writeFault));
  }

  /** Each vCPU empties its own ring. */
  private ownWindows(fillTimes: readonly Nanoseconds[]): readonly (RingWindow | null)[] {
    const stall = this.costs.exit + this.softLimit * this.costs.resetPage;
    return fillTimes.map((busy) =>
      busy === Infinity ? null : { time: ns(busy + stall), busy, fills: true },
    );
  }

  /**
   * The first vCPU whose ring is full empties all. Those whose rings fill at the same time wait for
   * it; the others go on.
   */
  private commonWindows(fillTimes: readonly Nanoseconds[]): readonly (RingWindow | null)[] {
    const first = ns(Math.min(Infinity, ...fillTimes));
    if (first === Infinity) return fillTimes.map(() => null);
    const { exit, resetPage, writeFault } = this.costs;
    const entries = this.all.reduce(
      (sum, { workloads }) => sum + pagesWrittenIn(workloads, first, writeFault),
      0,
    );
    const time = ns(first + exit + entries * resetPage);
    return fillTimes.map((fillTime) =>
      fillTime <= first + 1
        ? { time, busy: first, fills: true }
        : { time, busy: time, fills: false },
    );
  }
}
