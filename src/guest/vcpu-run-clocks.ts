import type { Nanoseconds } from '../sim/time.js';
import { RunClock } from './run-clock.js';
import type { ThrottledClock } from './throttled-clock.js';
import type { VcpuClock } from './vcpu-clock.js';

/**
 * The run clocks of vCPUs that may be throttled differently. One serves them all until that happens; from then on each
 * has its own, with a timer of its own. What runs on no vCPU in particular goes by the first one's.
 */
export class VcpuRunClocks implements ThrottledClock {
  private clocks: readonly RunClock[];

  /** @param oversleep and `start` as those of a `RunClock` */
  constructor(
    oversleep: Nanoseconds,
    start: Nanoseconds,
    private readonly vcpus: number,
  ) {
    this.clocks = [new RunClock(oversleep, start)];
  }

  get all(): readonly RunClock[] {
    return this.clocks;
  }

  get throttlePercent(): number {
    return this.clocks.reduce((most, clock) => Math.max(most, clock.throttlePercent), 0);
  }

  /** The present clock of a vCPU. */
  now(vcpu: number): RunClock {
    return this.clocks[vcpu] ?? this.clocks[0];
  }

  /** A vCPU that has the throttle already goes on as it is. */
  setThrottle(percents: number | readonly number[], now: Nanoseconds): void {
    const { clocks } = this;
    if (typeof percents !== 'number' && clocks.length === 1) {
      const [shared] = clocks;
      this.clocks = Array.from({ length: this.vcpus }, (_, vcpu) =>
        vcpu === 0 ? shared : shared.copy(),
      );
    }
    for (const [vcpu, clock] of this.clocks.entries()) {
      const percent = typeof percents === 'number' ? percents : percents[vcpu];
      if (percent !== clock.throttlePercent) clock.setThrottle(percent, now);
    }
  }

  of(vcpu: number): VcpuClock {
    return new ClockOfVcpu(this, vcpu);
  }

  throttledFromStart(percent: number, tick: Nanoseconds): void {
    for (const clock of this.clocks) clock.throttledFromStart(percent, tick);
  }

  lockHeld(now: Nanoseconds): void {
    for (const clock of this.clocks) clock.lockHeld(now);
  }

  lockReleased(now: Nanoseconds, mainLoopSince: Nanoseconds): void {
    for (const clock of this.clocks) clock.lockReleased(now, mainLoopSince);
  }

  runs(time: Nanoseconds): boolean {
    return this.clocks[0].runs(time);
  }

  stop(now: Nanoseconds): void {
    for (const clock of this.clocks) clock.stop(now);
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    return this.clocks[0].runTimeAt(time);
  }

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    return this.clocks[0].timeAtRun(runTime);
  }

  /** One after the other. */
  awakeAt(time: Nanoseconds): Nanoseconds {
    return this.clocks.reduce((seen, clock) => clock.awakeAt(seen), time);
  }
}

/** Whatever is the clock of a vCPU at the time. */
class ClockOfVcpu implements VcpuClock {
  constructor(
    private readonly clocks: VcpuRunClocks,
    private readonly vcpu: number,
  ) {}

  of(): VcpuClock {
    return this;
  }

  runs(time: Nanoseconds): boolean {
    return this.clocks.now(this.vcpu).runs(time);
  }

  stop(now: Nanoseconds): void {
    this.clocks.now(this.vcpu).stop(now);
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    return this.clocks.now(this.vcpu).runTimeAt(time);
  }

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    return this.clocks.now(this.vcpu).timeAtRun(runTime);
  }

  awakeAt(time: Nanoseconds): Nanoseconds {
    return this.clocks.now(this.vcpu).awakeAt(time);
  }
}
