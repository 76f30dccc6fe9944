import { type TimerClock, VmClock } from '../../../guest/vm-clock.js';
import type { MigrationContext } from '../../../migration/context.js';
import type { SyncLook, SyncRule } from '../../../migration/rules/sync-rule.js';
import { NS_PER_MS, type Nanoseconds, ns, timerDue } from '../../../sim/time.js';
import { LiveLook, type LookSources } from './live-look.js';

/** Syncs as soon as it may, then calls `done`; not at all once the switchover has begun. */
export type SyncInBackground = (done: (end: Nanoseconds) => void) => void;

/** Syncs while a pass is under way, as a rule says: it is asked again and again, on a clock of its own. */
export class BackgroundSync {
  private readonly look: LiveSyncLook;

  /** @param late by which each of its waits ends late */
  constructor(
    private readonly rule: SyncRule,
    sources: () => LookSources,
    private readonly clock: TimerClock,
    private readonly sync: SyncInBackground,
    private readonly late: Nanoseconds,
  ) {
    this.look = new LiveSyncLook(sources);
  }

  /** In which state of the migration it is started. */
  get startsIn(): 'setup' | 'active' {
    return this.rule.from ?? 'active';
  }

  /** From now on, until the switchover. */
  start(): void {
    const { clock, rule } = this;
    this.look.remember(clock.now);
    if (rule.firstMs === 0) clock.schedule(clock.now, (now) => this.tick(now));
    else this.wait(clock.now, rule.firstMs);
  }

  /**
   * Goes on in the middle of a migration.
   *
   * @param since a time from which its looks are counted
   * @param lastSync when the last sync was, whoever did it
   */
  takeUp(since: Nanoseconds, lastSync: Nanoseconds): void {
    const interval = this.rule.everyMs * NS_PER_MS;
    const lastLook = ns(since + Math.floor((this.clock.now - since) / interval) * interval);
    this.look.remember(lastLook);
    if (lastSync > lastLook) this.look.before.syncCount--;
    this.wait(lastLook);
  }

  private tick(now: Nanoseconds): void {
    const answer = this.rule.wanted(this.look);
    if (answer === true) this.sync((end) => this.rearm(end));
    else if (answer === false) this.rearm(now);
  }

  private rearm(end: Nanoseconds): void {
    this.look.remember(end);
    this.wait(end);
  }

  /** A timer counts whole ms (QEMU, timer_mod), a thread sleeps for as long as it was told. */
  private wait(from: Nanoseconds, ms = this.rule.everyMs): void {
    const { clock, late, rule } = this;
    if (rule.isOver?.(this.look) === true) return;
    const due = rule.by === 'thread' ? from + ms * NS_PER_MS : timerDue(from, ms);
    clock.schedule(ns(due + late), (now) => this.tick(now));
  }
}

/** The background sync of a rule, in a migration. `afterSync` is told at the end of each sync. */
export function backgroundSyncBy(
  rule: SyncRule,
  { bigLock, clock, costs, guest, mutex }: MigrationContext,
  sources: LookSources,
  afterSync: () => void,
): BackgroundSync {
  const isThread = rule.by === 'thread';
  const sync: SyncInBackground = (done) => {
    if (mutex.isClosed) return;
    bigLock.request(isThread ? 'thread' : 'main-loop', () =>
      sources.dirtySync.fetchAndMerge((end) => {
        bigLock.release();
        afterSync();
        done(end);
      }),
    );
  };
  const ticks = isThread ? clock : new VmClock(clock, guest);
  return new BackgroundSync(rule, () => sources, ticks, sync, costs.timedWaitLate);
}

class LiveSyncLook extends LiveLook implements SyncLook {
  readonly before = { timeMs: 0, syncCount: 0, throttlePercent: 0 };

  get iterationCount(): number {
    return this.sources().context.counters.iterationCount;
  }

  get sincePeriodMs(): number {
    return this.sources().dirtySync.sincePeriodMs;
  }

  remember(now: Nanoseconds): void {
    const { before } = this;
    before.timeMs = now / NS_PER_MS;
    before.syncCount = this.syncCount;
    before.throttlePercent = this.throttlePercent;
  }
}
