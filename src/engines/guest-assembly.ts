import { FreeMemory } from '../guest/free-memory.js';
import { Guest } from '../guest/guest.js';
import { DestinationGuest } from '../guest/destination-guest.js';
import { DestinationProgram, type TouchObserver } from '../guest/destination-program.js';
import { DestinationVcpu } from '../guest/destination-vcpu.js';
import type { VcpuClock } from '../guest/vcpu-clock.js';
import type { VcpuRings } from '../guest/vcpu-rings.js';
import type { Workload, WriteObserver } from '../guest/workload.js';
import type { GuestMemory } from '../memory/guest-memory.js';
import type { MissingPages } from '../memory/missing-pages.js';
import type { HostNumbers } from '../profiles/host.js';
import type { Scenario } from './scenario.js';
import type { RandomStream, RandomStreams } from '../sim/random-stream.js';
import { NS_PER_MS, NS_PER_S, type Nanoseconds, ns } from '../sim/time.js';
import type { WorkBudget } from '../sim/work-budget.js';
import { planAllocator } from './allocator-assembly.js';
import { fullSpeedCosts } from './host-model.js';
import { guestMemory } from './guest-memory-assembly.js';
import { CopyTimings } from './copy-timings.js';
import { planWorkload, type PlannedWorkload } from './workload-assembly.js';

/** A program, the vCPU on which it runs, and its running time before the migration. */
export interface PlacedWorkload {
  readonly vcpu: number;
  readonly workload: Workload;
  readonly ranBefore: Nanoseconds;
}

/** A guest that has run its workload, and is about to be migrated. */
export class AssembledGuest {
  readonly memory: GuestMemory;
  /** Part of its running time that the workload keeps each vCPU busy. */
  readonly vcpuShares: readonly number[];
  /** The programs that run. */
  readonly programs: readonly PlacedWorkload[];
  /** The same on the destination of a postcopy migration, once they are there. */
  private destinationPrograms: readonly DestinationProgram[] | null = null;
  /** Of this run's vCPUs, relative to that of the host profile. */
  readonly speed: number;
  /** When the vCPUs started on the destination; null if they did not. */
  private resumedAt: Nanoseconds | null = null;

  /**
   * @param runClock of the vCPUs
   * @param extraPages size of a last region, which something else than a workload writes
   * @param from when the running time of its vCPUs begins to count; what it did before is done
   */
  constructor(
    scenario: Scenario,
    streams: RandomStreams,
    private readonly runClock: VcpuClock,
    private readonly work: WorkBudget,
    extraPages = 0,
    private readonly from = ns(0),
  ) {
    const { workload } = scenario;
    const { cpus, sleep } = scenario.settings;
    const host = scenario.host.numbers;
    const costs = fullSpeedCosts(host, cpus);
    this.speed = guestSpeed(host.guestSpeedSpread, streams.stream('guest-speed'));
    const plans = [
      ...planWorkload(workload, cpus, costs, streams, work),
      ...planAllocator(workload, runClock, this.speed, streams, work),
    ].filter((plan) => plan.pages > 0);
    this.vcpuShares = Array.from({ length: cpus }, (_, vcpu) => {
      const own = plans.filter((plan) => plan.vcpu === vcpu);
      return Math.min(
        1,
        own.reduce((sum, { cpuShare = 1 }) => sum + cpuShare, 0),
      );
    });
    const regions = [...plans.map((plan) => plan.pages), ...(extraPages > 0 ? [extraPages] : [])];
    this.memory = guestMemory(scenario, regions, streams);
    this.programs = this.started(plans, sleep, host, streams);
  }

  get workloads(): readonly Workload[] {
    return this.programs.map(({ workload }) => workload);
  }

  /**
   * The guest as the migration sees it.
   *
   * @param rings the dirty rings of its vCPUs; null where a bitmap is the dirty log
   */
  guest(observer: WriteObserver | null, rings: VcpuRings | null = null): Guest {
    const { memory, runClock, workloads, speed } = this;
    const vcpus = this.programs.map(({ vcpu }) => vcpu);
    return new Guest(memory, runClock, workloads, observer, speed, rings, this.work, vcpus);
  }

  /** The guest on the destination, after it was stopped on the source. */
  destinationGuest(
    missing: MissingPages,
    observer: TouchObserver | null,
    rings: VcpuRings | null,
  ): DestinationGuest {
    const { speed } = this;
    const programs = this.programs.map(({ ranBefore, vcpu, workload }) => {
      const onSource = this.clockOf(vcpu, rings).runTimeAt(ns(Infinity)) * speed;
      return new DestinationProgram(workload, ns(ranBefore + onSource), speed, missing, observer);
    });
    this.destinationPrograms = programs;
    const vcpus = [...new Set(this.programs.map(({ vcpu }) => vcpu))].toSorted((a, b) => a - b);
    return new DestinationGuest(
      vcpus.map(
        (vcpu) =>
          new DestinationVcpu(programs.filter((_, index) => this.programs[index].vcpu === vcpu)),
      ),
    );
  }

  /** Has to be called before the migration, if it asks what pages hold. */
  trackContent(): void {
    for (const { content } of this.workloads) content.track?.();
  }

  /** What the guest's kernel reports as free. */
  freeMemory(): FreeMemory {
    const allocators = this.workloads.flatMap(({ freeList, region }) =>
      freeList === null ? [] : [{ freeList, region }],
    );
    return new FreeMemory(this.memory, allocators[0] ?? null);
  }

  /** Pages that have content when the migration begins. */
  contentPages(): number {
    return this.memory.extents.reduce((sum, { start, end, content, region }) => {
      if (content === 'zero') return sum;
      return sum + (region?.touchedEnd ?? end) - start;
    }, 0);
  }

  /**
   * Lets the stress program go on on the destination, where nothing throttles it and nothing logs
   * its writes. What the vCPUs did on the source must be worked out.
   *
   * @param from when the vCPUs start there
   * @param until when guestperf shuts the guest down
   */
  continueOnDestination(from: Nanoseconds, until: Nanoseconds): void {
    this.resumedAt = from;
    for (const workload of this.workloads) {
      if (workload.copyLines === null) continue;
      workload.region.unprotect();
      workload.run(ns(Math.max(0, until - from) * this.speed), until, null);
    }
  }

  /** What the stress programs have printed. */
  copies(rings: VcpuRings | null = null): CopyTimings {
    const { resumedAt, speed } = this;
    const programs = this.programs.flatMap(
      ({ ranBefore, vcpu, workload: { copyLines } }, index) => {
        if (copyLines === null) return [];
        const onDestination = this.destinationPrograms?.[index].lineTimes ?? [];
        return [{ vcpu, ranBefore, copyLines, clock: this.clockOf(vcpu, rings), onDestination }];
      },
    );
    return new CopyTimings(programs, resumedAt, speed);
  }

  private clockOf(vcpu: number, rings: VcpuRings | null): VcpuClock {
    return rings?.all[vcpu].clock ?? this.runClock.of(vcpu);
  }

  /** guestperf lets the workload run for `sleep - 1` seconds before it migrates. */
  private started(
    plans: readonly PlannedWorkload[],
    sleepSeconds: number,
    host: HostNumbers,
    streams: RandomStreams,
  ): readonly PlacedWorkload[] {
    const random = streams.stream('workload');
    const seconds = Math.max(0, sleepSeconds - 1);
    const workloads = plans.map(({ create }, index) => create(this.memory.regions[index]));
    return workloads.map((workload, index) => {
      const spread = random.uniform() * host.workloadStartSpreadMs * NS_PER_MS;
      const sinceStart = ns(Math.max(0, seconds * NS_PER_S - Math.round(spread)));
      const { ranBefore = sinceStart } = plans[index];
      workload.run(ranBefore, this.from, null);
      const filledFor = fill(workload, this.from);
      return { vcpu: plans[index].vcpu, workload, ranBefore: ns(ranBefore + filledFor) };
    });
  }
}

/** Lets a workload of a guest that was migrated for `past` run until it has filled its region, or for all of that time. */
function fill(workload: Workload, past: Nanoseconds): Nanoseconds {
  const { region } = workload;
  let ran = 0;
  for (let slice: number = NS_PER_S; ran < past && region.touchedEnd < region.end; slice *= 2) {
    const runTime = Math.min(slice, past - ran);
    workload.run(ns(runTime), past, null);
    ran += runTime;
  }
  return ns(ran);
}

/** A run in which the guest would stand still, or go back, is one with a slow guest. */
const LOWEST_SPEED = 0.01;

function guestSpeed(spread: number, random: RandomStream): number {
  return Math.max(LOWEST_SPEED, 1 + spread * random.normal());
}
