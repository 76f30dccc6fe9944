import type { TimerClock } from '../../../../guest/vm-clock.js';
import type { DirtyPeriod, PeriodListener } from '../../../../migration/dirty-sync.js';
import { type Nanoseconds, timerDue } from '../../../../sim/time.js';
import type {
  StrategyDefinition,
  ThrottleLook,
} from '../../../../strategies/strategy-definition.js';
import { shown } from './shown.js';
import type { StrategyHooks } from './strategy-hooks.js';

type Rule = NonNullable<StrategyDefinition['throttle']>;

/** What a throttle looks at, and what it does. */
export interface ThrottleTarget {
  look(cause: ThrottleLook['cause'], period: DirtyPeriod): ThrottleLook;
  openPeriod(): DirtyPeriod;
  throttleTo(percent: number, now: Nanoseconds): void;
}

/** The throttle of a strategy: it is asked at each judged period, and where it has a timer, at each tick of that. */
export class StrategyThrottle implements PeriodListener {
  constructor(
    private readonly rule: Rule,
    private readonly hooks: StrategyHooks,
    private readonly clock: TimerClock,
    private readonly target: ThrottleTarget,
  ) {}

  /** Begins with its own timer, if it has one; its looks come from the guest's clock, in whole ms. */
  start(): void {
    const { everyMs } = this.rule;
    if (everyMs !== undefined) this.tickAfter(this.hooks.interval('throttle.everyMs', everyMs, 1));
  }

  periodEnded(period: DirtyPeriod, now: Nanoseconds): void {
    this.decide(this.target.look('period', period), now);
  }

  private tickAfter(everyMs: number): void {
    const next = timerDue(this.clock.now, everyMs);
    this.clock.schedule(next, (now) => {
      this.decide(this.target.look('timer', this.target.openPeriod()), now);
      this.tickAfter(everyMs);
    });
  }

  private decide(look: ThrottleLook, now: Nanoseconds): void {
    const { hooks, rule } = this;
    const answer = hooks.call('throttle.percent', () => rule.percent(look, hooks.run));
    if (answer === null || answer === undefined) return;
    const isPercent = typeof answer === 'number' && answer >= 0 && answer < 100;
    if (!isPercent) {
      throw hooks.refused('throttle.percent', `returns ${shown(answer)}`, '0 to 99 %, or null');
    }
    this.target.throttleTo(Math.trunc(answer), now);
  }
}
