import type { PausedRunClock } from '../../guest/paused-run-clock.js';
import type { ThrottleRules } from './cloud-hypervisor-rules.js';
import { NS_PER_MS, wholeMs, type Nanoseconds, ns } from '../../sim/time.js';
import type { VirtualClock } from '../../sim/virtual-clock.js';
import type { CloudHypervisorCosts } from './costs.js';

const STEP_PERCENT = 10;
const MAX_PERCENT = 99;
const FIRST_ADAPTIVE_SLICE_MS = 100;
/** An adaptive slice is this many times what pausing and resuming take, up to a limit. */
const SLICE_FACTOR = 100;
const LONGEST_ADAPTIVE_SLICE_MS = 800;

/** The throttle of an iteration, percent, where nothing ends the loop before. */
export function throttlePercentAt(
  { firstPercent, raiseEvery }: Pick<ThrottleRules, 'firstPercent' | 'raiseEvery'>,
  iteration: number,
): number {
  return Math.min(MAX_PERCENT, firstPercent + STEP_PERCENT * Math.floor(iteration / raiseEvery));
}

/** The thread waits from `from`, when a call returns, to `until`, and goes on with `next`. */
interface Wait {
  readonly from: Nanoseconds;
  readonly until: Nanoseconds;
  readonly next: () => void;
}

/** A call counts as whole milliseconds, and as one at least. */
function callMs(duration: Nanoseconds): number {
  return Math.max(1, wholeMs(duration));
}

/** Time in a half of a slice that is left when the call that begins it has returned; whole ms. */
export interface SliceWaits {
  readonly pausedMs: number;
  readonly runningMs: number;
}

/** How a slice is divided (vmm/src/vcpu_throttling.rs). */
export function sliceWaits(
  sliceMs: number,
  percent: number,
  pauseCallMs: number,
  resumeCallMs: number,
): SliceWaits {
  const pausedHalf = Math.floor((sliceMs * percent) / 100);
  return {
    pausedMs: Math.max(0, pausedHalf - pauseCallMs),
    runningMs: Math.max(0, sliceMs - pausedHalf - resumeCallMs),
  };
}

/** The slice behind one whose calls took so long. */
export function nextAdaptiveSliceMs(pauseCallMs: number, resumeCallMs: number): number {
  return Math.min(SLICE_FACTOR * (pauseCallMs + resumeCallMs), LONGEST_ADAPTIVE_SLICE_MS);
}

/**
 * The fork's thread that slows all vCPUs down by pausing and resuming them (vcpu_throttling.rs). The
 * vCPUs stand still from the start of a pause to the end of the resume.
 */
export class VcpuThrottle {
  percent = 0;
  private sliceMs: number;
  private startedAt: Nanoseconds = ns(0);
  /** Percent of the slice under way; 0 while the thread waits. */
  private slicePercent = 0;
  private isStopping = false;
  private wait: Wait | null = null;
  private sliceEnd: Nanoseconds = ns(0);

  constructor(
    private readonly clock: VirtualClock,
    private readonly vcpus: PausedRunClock,
    readonly rules: ThrottleRules,
    private readonly costs: Pick<CloudHypervisorCosts, 'pause' | 'resume'>,
  ) {
    this.sliceMs = rules.sliceMs === 'adaptive' ? FIRST_ADAPTIVE_SLICE_MS : rules.sliceMs;
  }

  start(): void {
    this.startedAt = this.clock.now;
  }

  /**
   * Throttles from now on, or from the thread's next poll; the wait under way ends at once where it
   * can be interrupted.
   */
  set(percent: number): void {
    const { now } = this.clock;
    if (percent === this.percent) return;
    this.percent = percent;
    if (this.slicePercent === 0) {
      this.goOnAt({ from: now, until: this.idleUntil(now), next: () => this.beginSlice() });
    } else if (this.rules.sliceMs === 'adaptive') this.interrupt();
  }

  /** Ends the throttle; returns when its thread has stopped, with the vCPUs running. */
  stop(): Nanoseconds {
    const { now } = this.clock;
    this.isStopping = true;
    if (this.slicePercent === 0) return this.idleUntil(now);
    if (this.rules.sliceMs !== 'adaptive') {
      return this.rules.idlePollMs > 0 || !this.vcpus.isPaused
        ? this.sliceEnd
        : ns(Math.max(now, this.wait?.until ?? now) + this.costs.resume);
    }
    const free = ns(Math.max(now, this.wait?.from ?? now));
    this.wait = null;
    if (!this.vcpus.isPaused) return free;
    this.vcpus.resume(ns(free + this.costs.resume));
    return ns(free + this.costs.resume);
  }

  /** A thread that polls notices a change at its next poll. */
  private idleUntil(now: Nanoseconds): Nanoseconds {
    const poll = this.rules.idlePollMs * NS_PER_MS;
    if (poll === 0) return now;
    return ns(this.startedAt + Math.ceil((now - this.startedAt) / poll) * poll);
  }

  private beginSlice(): void {
    if (this.isStopping) {
      this.slicePercent = 0;
      return;
    }
    this.slicePercent = this.percent;
    const { pause, resume } = this.costs;
    const { now } = this.clock;
    const waits = sliceWaits(this.sliceMs, this.slicePercent, callMs(pause), callMs(resume));
    this.sliceEnd = ns(now + pause + resume + (waits.pausedMs + waits.runningMs) * NS_PER_MS);
    this.vcpus.pause(now);
    this.waitUntil(ns(now + pause), waits.pausedMs, () => this.resume(waits.runningMs));
  }

  private resume(runningMs: number): void {
    const resumed = ns(this.clock.now + this.costs.resume);
    this.vcpus.resume(resumed);
    if (this.rules.sliceMs === 'adaptive') {
      this.sliceMs = nextAdaptiveSliceMs(callMs(this.costs.pause), callMs(this.costs.resume));
    }
    this.waitUntil(resumed, runningMs, () => this.beginSlice());
  }

  private waitUntil(from: Nanoseconds, waitMs: number, next: () => void): void {
    this.goOnAt({ from, until: ns(from + waitMs * NS_PER_MS), next });
  }

  /** Ends the wait under way; a call that is under way is finished first. */
  private interrupt(): void {
    if (this.wait === null) return;
    const { from, next } = this.wait;
    this.goOnAt({ from, until: ns(Math.max(from, this.clock.now)), next });
  }

  private goOnAt(wait: Wait): void {
    this.wait = wait;
    this.clock.schedule(wait.until, () => {
      if (this.wait === wait) wait.next();
    });
  }
}
