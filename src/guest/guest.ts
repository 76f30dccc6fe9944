import type { GuestMemory } from '../memory/guest-memory.js';
import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { VcpuClock } from './run-clock.js';
import type { ContentSource } from './page-content.js';
import type { Workload, WriteObserver } from './workload.js';

/**
 * The running guest: its vCPUs share one run clock, and each runs one workload. Nothing is computed
 * as time passes; a region's writes are worked out when somebody looks at its log.
 */
export class Guest {
  /** Run time up to which each workload has been worked out. */
  private readonly workedOut: Nanoseconds[];
  /** When the vCPUs were stopped; null while they run. */
  stoppedAt: Nanoseconds | null = null;
  private readonly vcpusOfRegion = new Map<WriteRegion, number[]>();

  /** @param speed of this run's vCPUs, relative to the speed that the workloads' costs are for */
  constructor(
    readonly memory: GuestMemory,
    readonly clock: VcpuClock,
    private readonly workloads: readonly Workload[],
    private readonly observer: WriteObserver | null,
    private readonly speed = 1,
  ) {
    this.workedOut = workloads.map(() => 0);
    workloads.forEach((workload, vcpu) => {
      const vcpus = this.vcpusOfRegion.get(workload.region) ?? [];
      vcpus.push(vcpu);
      this.vcpusOfRegion.set(workload.region, vcpus);
    });
  }

  /** What the pages of a region hold, as of the last time at which its writes were worked out. */
  contentOf(region: WriteRegion): ContentSource | null {
    const vcpus = this.vcpusOfRegion.get(region);
    return vcpus === undefined ? null : this.workloads[vcpus[0]].content;
  }

  /** Works out all writes to `region` up to `time`. */
  advanceRegion(region: WriteRegion, time: Nanoseconds): void {
    const runTime = this.clock.runTimeAt(time);
    for (const vcpu of this.vcpusOfRegion.get(region) ?? []) {
      const duration = runTime - this.workedOut[vcpu];
      if (duration <= 0) continue;
      this.workedOut[vcpu] = runTime;
      this.workloads[vcpu].run(duration * this.speed, time, this.observer);
    }
  }

  /** Works out all writes up to `time`. */
  advance(time: Nanoseconds): void {
    for (const region of this.memory.regions) this.advanceRegion(region, time);
  }

  /** Stops all vCPUs, unless they stand still; what they wrote until `now` is worked out. */
  stop(now: Nanoseconds): void {
    if (this.stoppedAt !== null) return;
    this.stoppedAt = now;
    this.advance(now);
    this.clock.stop(now);
  }
}
