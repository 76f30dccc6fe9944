import type { TimerClock } from '../../../../guest/vm-clock.js';
import { NS_PER_MS, type Nanoseconds, ns, timerDue } from '../../../../sim/time.js';
import type { StrategyDefinition, SyncLook } from '../../../../strategies/strategy-definition.js';
import type { BackgroundSync, BackgroundSyncTarget } from '../background-sync/background-sync.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

type Rule = NonNullable<StrategyDefinition['sync']>;

/** The background sync of a strategy: a timer of the guest's clock, at each tick of which it is asked. */
export class StrategySync implements BackgroundSync {
  readonly startsIn: 'setup' | 'active';
  private readonly everyMs: number;
  private readonly firstMs: number;
  private before: SyncLook['before'] = { timeMs: 0, syncCount: 0, throttlePercent: 0 };

  constructor(
    private readonly rule: Rule,
    private readonly hooks: StrategyHooks,
    private readonly clock: TimerClock,
    private readonly target: BackgroundSyncTarget,
    private readonly look: (before: SyncLook['before']) => SyncLook,
    /** By which the main loop is late for a timer. */
    private readonly late: Nanoseconds,
  ) {
    this.startsIn = rule.from ?? 'active';
    this.everyMs = hooks.interval('sync.everyMs', rule.everyMs, 1);
    this.firstMs =
      rule.firstMs === undefined ? this.everyMs : hooks.interval('sync.firstMs', rule.firstMs, 0);
  }

  start(): void {
    const { clock, firstMs } = this;
    this.remember(clock.now);
    if (firstMs === 0) clock.schedule(clock.now, (now) => this.tick(now));
    else this.tickAfter(clock.now, firstMs);
  }

  private tick(now: Nanoseconds): void {
    const { hooks, rule, target } = this;
    const look = this.look(this.before);
    const answer = hooks.call('sync.wanted', () => rule.wanted(look, hooks.run));
    switch (answer) {
      case true:
        target.syncInBackground((end) => this.rearm(end));
        return;
      case false:
        this.rearm(now);
        return;
      case 'stop':
        return;
      default:
        throw hooks.refused('sync.wanted', `returns ${shown(answer)}`, "true, false or 'stop'");
    }
  }

  private rearm(end: Nanoseconds): void {
    this.remember(end);
    this.tickAfter(end, this.everyMs);
  }

  private remember(now: Nanoseconds): void {
    const { dirtySyncCount, throttlePercent } = this.target;
    this.before = { timeMs: now / NS_PER_MS, syncCount: dirtySyncCount, throttlePercent };
  }

  /** In whole ms (QEMU, timer_mod). */
  private tickAfter(time: Nanoseconds, ms: number): void {
    const next = ns(timerDue(time, ms) + this.late);
    this.clock.schedule(next, (now) => this.tick(now));
  }
}
