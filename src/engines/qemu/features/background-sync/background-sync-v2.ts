import type { TimerClock } from '../../../../guest/vm-clock.js';
import { type Nanoseconds, ns, timerDue, wholeMs } from '../../../../sim/time.js';
import type { BackgroundSync, BackgroundSyncTarget } from './background-sync.js';

const TICK_MS = 1000;
const SYNC_AFTER_MS = 5000;

/**
 * Background sync of the v2 series (2024, never merged in this form): a timer looks each second
 * whether a sync has taken place. If none has, and the last period began more than 5 s ago, it does
 * a full sync. It ends when the throttle has gone back to zero.
 */
export class TimerBackgroundSync implements BackgroundSync {
  readonly startsIn = 'active';
  /** The series starts with 2. */
  private previousCount = 2;
  private previousThrottle = 0;

  constructor(
    private readonly clock: TimerClock,
    private readonly target: BackgroundSyncTarget,
    /** By which the main loop is late for a timer. */
    private readonly late: Nanoseconds = ns(0),
  ) {}

  start(): void {
    this.clock.schedule(this.clock.now, (now) => this.tick(now));
  }

  private tick(now: Nanoseconds): void {
    const { target } = this;
    if (this.previousThrottle !== 0 && target.throttlePercent === 0) return;
    const sincePeriodMs = wholeMs(now) - wholeMs(target.periodStart);
    const unchanged = target.dirtySyncCount === this.previousCount;
    if (target.dirtySyncCount > 1 && unchanged && sincePeriodMs > SYNC_AFTER_MS) {
      target.syncInBackground((end) => this.rearm(end));
    } else {
      this.rearm(now);
    }
  }

  /** The next tick is counted from the end of this one, in whole ms (QEMU, timer_mod). */
  private rearm(end: Nanoseconds): void {
    this.previousCount = this.target.dirtySyncCount;
    this.previousThrottle = this.target.throttlePercent;
    const next = ns(timerDue(end, TICK_MS) + this.late);
    this.clock.schedule(next, (now) => this.tick(now));
  }
}
