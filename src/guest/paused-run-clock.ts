import type { Nanoseconds } from '../sim/time.js';
import type { VcpuClock } from './vcpu-clock.js';

/** The vCPUs run or stand still from `time` on. */
interface Change {
  readonly time: Nanoseconds;
  readonly runs: boolean;
  /** Run time accumulated before `time`. */
  readonly runBefore: Nanoseconds;
}

/**
 * How much time the vCPUs have run by a moment, when all of them are paused and resumed together by
 * somebody who says so.
 */
export class PausedRunClock implements VcpuClock {
  private readonly changes: Change[] = [{ time: 0, runs: true, runBefore: 0 }];
  private stoppedAt: Nanoseconds = Infinity;

  pause(now: Nanoseconds): void {
    this.change(now, false);
  }

  resume(now: Nanoseconds): void {
    this.change(now, true);
  }

  get isPaused(): boolean {
    return !this.changes[this.changes.length - 1].runs;
  }

  runs(time: Nanoseconds): boolean {
    return time < this.stoppedAt;
  }

  stop(now: Nanoseconds): void {
    this.stoppedAt = now;
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    const until = Math.min(time, this.stoppedAt);
    const { changes } = this;
    let index = changes.length - 1;
    while (index > 0 && changes[index].time > until) index--;
    const change = changes[index];
    return change.runBefore + (change.runs ? until - change.time : 0);
  }

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    const { changes } = this;
    let low = 0;
    let high = changes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (changes[middle].runBefore < runTime) low = middle;
      else high = middle - 1;
    }
    const change = changes[low];
    return change.time + (runTime - change.runBefore);
  }

  awakeAt(time: Nanoseconds): Nanoseconds {
    return time;
  }

  private change(now: Nanoseconds, runs: boolean): void {
    if (this.isPaused !== runs) return;
    this.changes.push({ time: now, runs, runBefore: this.runTimeAt(now) });
  }
}
