import { NS_PER_S, wholeMs, type Nanoseconds, ns } from '../../../../sim/time.js';
import type { VirtualClock } from '../../../../sim/virtual-clock.js';
import type { BackgroundSync, BackgroundSyncTarget } from './background-sync.js';

const WAIT_NS = NS_PER_S;
const SYNC_AFTER_MS = 5000;

/**
 * Background sync of the v1 series (2024, never merged): a watcher thread looks each second whether
 * the iteration has changed. If it has not, and the last period began more than 5 s ago, it syncs.
 * It leaves the first iteration alone, and ends for good at the highest throttle.
 */
export class WatcherBackgroundSync implements BackgroundSync {
  readonly startsIn = 'active';
  /** The series starts with 2, so that the first look at iteration 2 finds it unchanged. */
  private previousIteration = 2;

  constructor(
    private readonly clock: VirtualClock,
    private readonly maxThrottle: number,
    private readonly target: BackgroundSyncTarget,
    /** By which each wait ends late (QEMU, qemu_sem_timedwait). */
    private readonly late: Nanoseconds = ns(0),
  ) {}

  start(): void {
    this.wait(this.clock.now);
  }

  private wait(now: Nanoseconds): void {
    if (this.target.throttlePercent === this.maxThrottle) return;
    this.clock.schedule(ns(now + WAIT_NS + this.late), (time) => this.look(time));
  }

  private look(now: Nanoseconds): void {
    const iteration = this.target.iterationCount;
    if (iteration > 1) {
      const unchanged = iteration === this.previousIteration;
      this.previousIteration = iteration;
      const sincePeriodMs = wholeMs(now) - wholeMs(this.target.periodStart);
      if (unchanged && sincePeriodMs > SYNC_AFTER_MS) {
        this.target.syncInBackground((end) => this.wait(end));
        return;
      }
    }
    this.wait(now);
  }
}
