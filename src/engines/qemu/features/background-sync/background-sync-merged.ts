import type { TimerClock } from '../../../../guest/vm-clock.js';
import { NS_PER_MS, type Nanoseconds, ns, timerDue } from '../../../../sim/time.js';
import type { BackgroundSync, BackgroundSyncTarget } from './background-sync.js';

/** QEMU, CPU_THROTTLE_DIRTY_SYNC_TIMESLICE_MS. */
const TICK_MS = 5000;

/**
 * The periodic sync that was merged in QEMU 9.2: every 5 s a timer does a full sync if there has
 * been none since its last tick. It compares counts, not times, and goes on at any throttle.
 */
export class PeriodicBackgroundSync implements BackgroundSync {
  readonly startsIn = 'setup';
  private rememberedCount = 0;

  constructor(
    private readonly clock: TimerClock,
    private readonly target: BackgroundSyncTarget,
    /** By which the main loop is late for a timer. */
    private readonly late: Nanoseconds = ns(0),
  ) {}

  start(): void {
    this.tickAfter(this.clock.now);
  }

  /** @param since when a tick was, or the end of its sync */
  takeUp(since: Nanoseconds, lastSync: Nanoseconds): void {
    const tick = TICK_MS * NS_PER_MS;
    const lastTick = ns(since + Math.floor((this.clock.now - since) / tick) * tick);
    if (lastSync <= lastTick) this.remember();
    this.tickAfter(lastTick);
  }

  private tick(now: Nanoseconds): void {
    const { target } = this;
    if (target.dirtySyncCount > 1 && target.dirtySyncCount === this.rememberedCount) {
      target.syncInBackground((end) => this.rearm(end));
    } else {
      this.rearm(now);
    }
  }

  /** The next tick is counted from the end of this one; syncs of the first pass are not remembered. */
  private rearm(end: Nanoseconds): void {
    this.remember();
    this.tickAfter(end);
  }

  private remember(): void {
    const { dirtySyncCount } = this.target;
    if (dirtySyncCount > 1) this.rememberedCount = dirtySyncCount;
  }

  /** In whole ms (QEMU, timer_mod). */
  private tickAfter(time: Nanoseconds): void {
    const next = ns(timerDue(time, TICK_MS) + this.late);
    this.clock.schedule(next, (now) => this.tick(now));
  }
}
