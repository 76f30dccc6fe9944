import type { WriteRegion } from '../memory/write-region.js';
import type { Nanoseconds } from '../sim/time.js';
import type { Workload, WriteObserver } from './workload.js';

/** When a phase is on: from `start` for `length`, once in each `cycle` of running time. */
export interface PhaseWindow {
  readonly start: Nanoseconds;
  readonly length: Nanoseconds;
  readonly cycle: Nanoseconds;
}

/** A workload that runs only in its phase of a cycle. */
export class PhasedWorkload implements Workload {
  private ranFor: Nanoseconds = 0;

  constructor(
    private readonly inner: Workload,
    private readonly window: PhaseWindow,
  ) {}

  get region(): WriteRegion {
    return this.inner.region;
  }

  run(runTime: Nanoseconds, by: Nanoseconds, observer: WriteObserver | null): void {
    const before = this.activeBy(this.ranFor);
    this.ranFor += runTime;
    const active = this.activeBy(this.ranFor) - before;
    if (active > 0) this.inner.run(active, by, observer);
  }

  /** Time for which the phase has been on by `time` of running. */
  private activeBy(time: Nanoseconds): Nanoseconds {
    const { start, length, cycle } = this.window;
    const cycles = Math.floor(time / cycle);
    const within = time - cycles * cycle - start;
    return cycles * length + Math.min(length, Math.max(0, within));
  }
}
