import { VmClock } from '../../../guest/vm-clock.js';
import { type MigrationContext, traceEvent } from '../../../migration/context.js';
import type { DirtyPeriod, PeriodListener } from '../../../migration/dirty-sync.js';
import type { ThrottleLook, ThrottleRule } from '../../../migration/rules/throttle-rule.js';
import { type Nanoseconds, timerDue } from '../../../sim/time.js';
import { LiveLook, type LookSources } from './live-look.js';

/** Throttles the guest as a rule says: it is asked at each judged period, and where it has a timer, at each tick of that. */
export class Throttling implements PeriodListener {
  private readonly look: LiveThrottleLook;

  /** @param sources asked for when the first period is judged */
  constructor(
    private readonly rule: ThrottleRule,
    private readonly context: Pick<MigrationContext, 'clock' | 'counters' | 'guest' | 'trace'>,
    private readonly sources: () => LookSources,
  ) {
    this.look = new LiveThrottleLook(sources);
  }

  /** Begins with the rule's own timer, if it has one. */
  start(): void {
    const { everyMs } = this.rule;
    if (everyMs === undefined) return;
    this.tickAfter(everyMs, new VmClock(this.context.clock, this.context.guest));
  }

  periodEnded(period: DirtyPeriod, now: Nanoseconds): void {
    this.decide('period', period, now);
  }

  private tickAfter(everyMs: number, clock: VmClock): void {
    clock.schedule(timerDue(clock.now, everyMs), (now) => {
      this.decide('timer', this.sources().dirtySync.period(), now);
      this.tickAfter(everyMs, clock);
    });
  }

  private decide(cause: ThrottleLook['cause'], period: DirtyPeriod, now: Nanoseconds): void {
    this.look.cause = cause;
    this.look.period = period;
    const answer = this.rule.percent(this.look);
    if (answer === null) return;
    const isForEach = typeof answer !== 'number' && answer.some((each) => each !== answer[0]);
    this.throttleTo(typeof answer === 'number' || isForEach ? answer : answer[0], now);
  }

  /** Throttles all vCPUs from now on (QEMU, cpu_throttle_set), or each on its own. */
  private throttleTo(percents: number | readonly number[], now: Nanoseconds): void {
    const { counters } = this.context;
    const { runClock } = this.sources();
    const { all, throttlePercent: from_percent } = runClock;
    const isForAll = typeof percents === 'number';
    const isAsItIs = isForAll
      ? all.every(({ throttlePercent }) => throttlePercent === percents)
      : percents.every((percent, vcpu) => percent === (all[vcpu] ?? all[0]).throttlePercent);
    if (isAsItIs) return;
    runClock.setThrottle(percents, now);
    const to_percent = runClock.throttlePercent;
    counters.maxThrottlePercent = Math.max(counters.maxThrottlePercent, to_percent);
    traceEvent(this.context, {
      event: 'throttle',
      from_percent,
      to_percent,
      ...(!isForAll && { vcpu_percents: percents }),
    });
  }
}

const noPeriod: DirtyPeriod = { elapsedMs: 0, transferredBytes: 0, dirtyBytes: 0, sentPages: 0 };

class LiveThrottleLook extends LiveLook implements ThrottleLook {
  cause: ThrottleLook['cause'] = 'period';
  period = noPeriod;

  get periodMs(): number {
    return this.period.elapsedMs;
  }

  get periodDirtyBytes(): number {
    return this.period.dirtyBytes;
  }

  get periodSentBytes(): number {
    return this.period.transferredBytes;
  }

  get vcpuThrottlePercents(): readonly number[] {
    const { runClock, vcpus } = this.sources();
    const { all } = runClock;
    return Array.from({ length: vcpus }, (_, vcpu) => (all[vcpu] ?? all[0]).throttlePercent);
  }
}
