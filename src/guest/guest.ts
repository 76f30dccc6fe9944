import type { GuestMemory } from '../memory/guest-memory.js';
import type { WriteRegion } from '../memory/write-region.js';
import { type Nanoseconds, ns } from '../sim/time.js';
import { WorkBudget, kindsOfWork } from '../sim/work-budget.js';
import type { VcpuClock } from './vcpu-clock.js';
import type { VcpuRings } from './vcpu-rings.js';
import type { ContentSource } from './page-content.js';
import type { Workload, WriteObserver } from './workload.js';

/** As many pages of a region are looked at in a unit of work. */
const PAGES_PER_LOOK = 16_384;

/**
 * The running guest: its vCPUs share one run clock, unless each has one of its own, and each runs its workloads. Nothing is computed as time passes; a region's writes are worked out when
 * somebody looks at its log.
 */
export class Guest {
  /** Run time up to which each workload has been worked out. */
  private readonly workedOut: Nanoseconds[];
  /** When the vCPUs were stopped; null while they run. */
  stoppedAt: Nanoseconds | null = null;
  private readonly vcpusOfRegion = new Map<WriteRegion, number[]>();
  /** The region whose writes were worked out last, and its vCPUs: it is asked for again and again while its pages are sent. */
  private lastRegion: WriteRegion | null = null;
  private lastVcpus: readonly number[] = [];
  /** Of each workload, the clock of its vCPU. */
  private readonly clocks: readonly VcpuClock[];

  /**
   * @param speed of this run's vCPUs, relative to the speed that the workloads' costs are for
   * @param rings the dirty rings of the vCPUs; null where a bitmap is the dirty log
   */
  constructor(
    readonly memory: GuestMemory,
    readonly clock: VcpuClock,
    private readonly workloads: readonly Workload[],
    private readonly observer: WriteObserver | null,
    private readonly speed = 1,
    readonly rings: VcpuRings | null = null,
    private readonly work = new WorkBudget(),
    /** On which vCPU each workload runs; the first one if it is not said. */
    vcpus: readonly number[] = [],
  ) {
    this.workedOut = workloads.map(() => ns(0));
    this.clocks = workloads.map(
      (workload, index) =>
        rings?.all.find((ring) => ring.workloads.includes(workload))?.clock ??
        clock.of(vcpus[index] ?? 0),
    );
    workloads.forEach((workload, index) => {
      const writers = this.vcpusOfRegion.get(workload.region) ?? [];
      writers.push(index);
      this.vcpusOfRegion.set(workload.region, writers);
    });
  }

  /** What the pages of a region hold, as of the last time at which its writes were worked out. */
  contentOf(region: WriteRegion): ContentSource | null {
    const vcpus = this.vcpusOfRegion.get(region);
    return vcpus === undefined ? null : this.workloads[vcpus[0]].content;
  }

  /** Works out all writes to `region` up to `time`. */
  advanceRegion(region: WriteRegion, time: Nanoseconds): void {
    if (region !== this.lastRegion) {
      this.lastRegion = region;
      this.lastVcpus = this.vcpusOfRegion.get(region) ?? [];
    }
    const vcpus = this.lastVcpus;
    for (let index = 0; index < vcpus.length; index++) {
      const vcpu = vcpus[index];
      const runTime = this.clocks[vcpu].runTimeAt(time);
      const duration = runTime - this.workedOut[vcpu];
      if (duration <= 0) continue;
      this.workedOut[vcpu] = runTime;
      this.work.spend(kindsOfWork.looks, 1 + region.pages / PAGES_PER_LOOK);
      this.workloads[vcpu].run(ns(duration * this.speed), time, this.observer);
    }
  }

  /** Time that passes at the least while a vCPU gets on by `runTime` of a workload. */
  leastTimeFor(runTime: Nanoseconds): Nanoseconds {
    return ns(runTime / this.speed);
  }

  /** Works out all writes up to `time`. */
  advance(time: Nanoseconds): void {
    for (const region of this.memory.regions) this.advanceRegion(region, time);
  }

  /**
   * How fast the guest has been since `from`, when its running time was 0: the part of the time for which its vCPUs ran and were not
   * in the fault of a write to a protected page, percent. Faults that dirty rings take are not counted.
   *
   * @param writeFault what such a fault takes, ns of running time
   */
  speedPercent(now: Nanoseconds, writeFault: Nanoseconds, from = ns(0)): number {
    const until = ns(Math.min(now, this.stoppedAt ?? now));
    const elapsed = until - from;
    if (elapsed <= 0) return 100;
    const clocks = this.clocks.length === 0 ? [this.clock] : this.clocks;
    const ran = clocks.reduce((sum, clock) => sum + clock.runTimeAt(until), 0);
    // Not the regions of devices, whose backends do not fault.
    let faults = 0;
    for (const region of this.vcpusOfRegion.keys()) faults += region.faults;
    const worked = ran - (faults * writeFault) / this.speed;
    return Math.max(0, (worked / (elapsed * clocks.length)) * 100);
  }

  /** When each vCPU has been seen outside of a throttle's sleep, one after the other. */
  awakeAt(time: Nanoseconds): Nanoseconds {
    return this.rings === null ? this.clock.awakeAt(time) : this.rings.seenAwakeAt(time);
  }

  /**
   * Stops all vCPUs, unless they stand still; what they wrote until `now` is worked out.
   *
   * @returns when the last one notices: a sleep of auto-converge ends with the stop, one of the dirty
   *   limit lasts as long as it was meant to
   */
  stop(now: Nanoseconds): Nanoseconds {
    if (this.stoppedAt !== null) return now;
    this.stoppedAt = now;
    this.advance(now);
    let noticed = now;
    for (const { clock } of this.rings?.all ?? []) {
      if (this.rings?.isLimited === true) noticed = ns(Math.max(noticed, clock.awakeAt(now)));
      clock.stop(now);
    }
    this.clock.stop(now);
    return noticed;
  }
}
