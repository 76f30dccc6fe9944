import { BackgroundSync } from '../../src/engines/qemu/rules/background-sync.js';
import type { LookSources } from '../../src/engines/qemu/rules/live-look.js';
import type { SyncRule } from '../../src/migration/rules/sync-rule.js';
import { NS_PER_MS, NS_PER_S, wholeMs, type Nanoseconds, ns } from '../../src/sim/time.js';
import { VirtualClock } from '../../src/sim/virtual-clock.js';

/**
 * A migration as a background sync sees it. A test says when its passes end; a background sync takes
 * `syncMs`, counts when it begins, and ends a period of more than a second when it ends.
 */
export class FakeTarget {
  readonly clock = new VirtualClock();
  dirtySyncCount = 1;
  iterationCount = 1;
  periodStart: Nanoseconds = ns(0);
  throttlePercent = 0;
  /** When background syncs began, seconds. */
  readonly syncedAt: number[] = [];

  constructor(private readonly syncMs = 0) {}

  /** Who syncs by a rule, waiting `late` too long each time. */
  synced(rule: SyncRule, late = ns(0)): BackgroundSync {
    const sync = (done: (end: Nanoseconds) => void): void => this.syncInBackground(done);
    return new BackgroundSync(rule, () => this.sources(), this.clock, sync, late);
  }

  /** What the rules of background sync look at. */
  private sources(): LookSources {
    const { clock, dirtySyncCount, iterationCount, periodStart, throttlePercent } = this;
    return {
      context: { clock, counters: { dirtySyncCount, iterationCount } },
      dirtySync: { sincePeriodMs: wholeMs(clock.now) - wholeMs(periodStart) },
      runClock: { throttlePercent },
    } as unknown as LookSources;
  }

  private syncInBackground(done: (end: Nanoseconds) => void): void {
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
