import { NS_PER_S, type Nanoseconds } from '../../sim/time.js';

/** Samples in the window over which the DirtyLogWorker averages: one second of rounds of 33 ms. */
export const DIRTY_RATE_SAMPLES = 31;

/** Pages a second, rounded up; 0 if no time has passed (dirty_log_worker.rs). */
export function dirtyPagesPerSecond(pages: number, elapsed: Nanoseconds): number {
  return elapsed === 0 ? 0 : Math.ceil((pages * NS_PER_S) / elapsed);
}

/** The dirty rate of a guest as the DirtyLogWorker knows it: the mean of the latest samples. */
export class DirtyRate {
  private readonly samples: number[] = [];

  /** Takes a sample of `pages` that were found dirty within `elapsed`. */
  add(pages: number, elapsed: Nanoseconds): void {
    this.samples.push(dirtyPagesPerSecond(pages, elapsed));
    if (this.samples.length > DIRTY_RATE_SAMPLES) this.samples.shift();
  }

  /** Pages a second, rounded up; 0 before there is a sample. */
  get average(): number {
    const { samples } = this;
    if (samples.length === 0) return 0;
    return Math.ceil(samples.reduce((sum, sample) => sum + sample, 0) / samples.length);
  }
}
