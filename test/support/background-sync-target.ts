import type { BackgroundSyncTarget } from '../../src/engines/qemu/features/background-sync/background-sync.js';
import { NS_PER_MS, NS_PER_S, wholeMs, type Nanoseconds, ns } from '../../src/sim/time.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/**
 * A migration as a background sync sees it. A test says when its passes end; a background sync takes
 * `syncMs`, counts when it begins, and ends a period of more than a second when it ends.
 */
export class FakeTarget implements BackgroundSyncTarget {
  readonly clock = new VirtualClock();
  dirtySyncCount = 1;
  iterationCount = 1;
  periodStart: Nanoseconds = ns(0);
  throttlePercent = 0;
  /** When background syncs began, seconds. */
  readonly syncedAt: number[] = [];

  constructor(private readonly syncMs = 0) {}

  syncInBackground(done: (end: Nanoseconds) => void): void {
    this.syncedAt.push(this.clock.now / NS_PER_S);
    this.dirtySyncCount++;
    const end = this.clock.now + this.syncMs * NS_PER_MS;
    this.clock.schedule(ns(end), () => this.endPeriod());
    this.clock.schedule(ns(end), done);
  }

  /** The migration thread syncs at `seconds`: a pass has ended. */
  passEndsAt(seconds: number): void {
    this.at(seconds, () => {
      this.dirtySyncCount++;
      this.iterationCount++;
      this.endPeriod();
    });
  }

  throttleAt(seconds: number, percent: number): void {
    this.at(seconds, () => {
      this.throttlePercent = percent;
    });
  }

  runTo(seconds: number): void {
    this.clock.advanceTo(ns(Math.round(seconds * NS_PER_S)));
  }

  private at(seconds: number, action: () => void): void {
    this.clock.schedule(ns(Math.round(seconds * NS_PER_S)), action);
  }

  private endPeriod(): void {
    if (wholeMs(this.clock.now) - wholeMs(this.periodStart) > 1000) {
      this.periodStart = this.clock.now;
    }
  }
}
