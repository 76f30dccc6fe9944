import type { Nanoseconds } from '../sim/time.js';
import type { VcpuClock } from './vcpu-clock.js';

/** From `wakes` on: `window` of running, then `sleep`, again and again. */
interface Stretch {
  readonly start: Nanoseconds;
  /** When the vCPU leaves the sleep in which the stretch found it. */
  readonly wakes: Nanoseconds;
  /** Run time accumulated before `start`. */
  readonly runAtStart: Nanoseconds;
  /** Run time in which the vCPU fills its ring. */
  readonly window: Nanoseconds;
  readonly sleep: Nanoseconds;
}

/**
 * How much time one vCPU has run when it sleeps each time its dirty ring is full (QEMU 8.1,
 * dirtylimit_vcpu_execute), in closed form between two moments at which its ring is emptied.
 */
export class RingClock implements VcpuClock {
  private readonly stretches: Stretch[] = [
    { start: 0, wakes: 0, runAtStart: 0, window: Infinity, sleep: 0 },
  ];
  private stoppedAt: Nanoseconds = Infinity;

  /**
   * The ring has just been emptied. A sleep that is under way goes on to its end.
   *
   * @param window run time until the ring is full again
   * @param sleep what follows each time it is full
   */
  restart(now: Nanoseconds, window: Nanoseconds, sleep: Nanoseconds): void {
    const last = this.stretches[this.stretches.length - 1];
    const runsOn = now >= last.wakes && !throttles(last);
    if (runsOn && !throttles({ window, sleep })) return;
    const wakes = this.awakeAt(now);
    this.stretches.push({ start: now, wakes, runAtStart: this.runTimeAt(now), window, sleep });
  }

  runs(time: Nanoseconds): boolean {
    return time < this.stoppedAt;
  }

  stop(now: Nanoseconds): void {
    this.stoppedAt = now;
  }

  runTimeAt(time: Nanoseconds): Nanoseconds {
    const until = Math.min(time, this.stoppedAt);
    const stretch = this.stretchAt(until);
    const { wakes, runAtStart, window, sleep } = stretch;
    const elapsed = until - wakes;
    if (elapsed <= 0) return runAtStart;
    if (!throttles(stretch)) return runAtStart + elapsed;
    const cycles = Math.floor(elapsed / (window + sleep));
    const within = elapsed - cycles * (window + sleep);
    return runAtStart + cycles * window + Math.min(within, window);
  }

  timeAtRun(runTime: Nanoseconds): Nanoseconds {
    // The last stretch that begins with less, or the first of all.
    let index = 0;
    let end = this.stretches.length;
    while (end - index > 1) {
      const middle = (index + end) >>> 1;
      if (this.stretches[middle].runAtStart < runTime) index = middle;
      else end = middle;
    }
    const stretch = this.stretches[index];
    const { wakes, runAtStart, window, sleep } = stretch;
    const run = runTime - runAtStart;
    if (!throttles(stretch)) return wakes + run;
    const cycles = Math.max(0, Math.ceil(run / window) - 1);
    return wakes + cycles * (window + sleep) + (run - cycles * window);
  }

  awakeAt(time: Nanoseconds): Nanoseconds {
    if (time >= this.stoppedAt) return time;
    const stretch = this.stretchAt(time);
    const { wakes, window, sleep } = stretch;
    const elapsed = time - wakes;
    if (elapsed < 0) return wakes;
    if (!throttles(stretch)) return time;
    const within = elapsed % (window + sleep);
    return within < window ? time : Math.ceil(time + window + sleep - within);
  }

  private stretchAt(time: Nanoseconds): Stretch {
    let index = this.stretches.length - 1;
    while (index > 0 && this.stretches[index].start > time) index--;
    return this.stretches[index];
  }
}

function throttles({ window, sleep }: Pick<Stretch, 'window' | 'sleep'>): boolean {
  return sleep > 0 && window < Infinity;
}
