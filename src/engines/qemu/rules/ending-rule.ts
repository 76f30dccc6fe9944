import type { MigrationContext } from '../../../migration/context.js';
import type { SyncNotifier } from '../../../migration/dirty-sync.js';
import type { DowntimeLimit } from '../../../migration/downtime-limit.js';
import type { GuestPause } from '../../../migration/guest-pause.js';
import type { CancelReason } from '../../../migration/monitor.js';
import type { PostcopyRequest } from '../../../migration/postcopy-request.js';
import type {
  CompletionLook,
  CompletionRule,
  CompletionStep,
} from '../../../migration/rules/completion-rule.js';
import type { StopConditionName } from '../../../migration/stop-condition-names.js';
import type { StopCondition } from '../../../migration/stop-condition.js';
import { NS_PER_MS, ns } from '../../../sim/time.js';
import { LiveLook, type LookSources } from './live-look.js';

/** What whoever decides about the end can do to a migration. */
export interface EndingTarget {
  readonly limit: Pick<DowntimeLimit, 'milliseconds' | 'set'>;
  readonly pause: Pick<GuestPause, 'pause'>;
  readonly postcopy: Pick<PostcopyRequest, 'start'>;
  cancel(reason: CancelReason): void;
}

/** What the steps of a rule are called in results: it takes no others. */
export interface EndingNames {
  readonly switchover?: StopConditionName;
  readonly limit?: StopConditionName;
  readonly pause?: StopConditionName;
  readonly postcopy?: StopConditionName;
  readonly giveUp?: () => CancelReason;
}

/**
 * Ends a migration as a rule says: it is asked after each sync, and where the rule wants that at each tick of a timer and
 * at each turn of the loop.
 */
export class EndingRule implements SyncNotifier, StopCondition {
  private readonly look: LiveCompletionLook;
  private isForced = false;
  private isOver = false;

  /**
   * @param sources asked for at the first look
   * @param target asked for at the first step
   */
  constructor(
    private readonly rule: CompletionRule,
    private readonly names: EndingNames,
    private readonly context: Pick<MigrationContext, 'clock' | 'mutex'>,
    sources: () => LookSources,
    private readonly target: () => EndingTarget,
  ) {
    this.look = new LiveCompletionLook(sources);
  }

  get name(): StopConditionName {
    return named(this.names.switchover);
  }

  isMet(): boolean {
    if (this.rule.eachTurn === true && !this.isForced) this.ask('turn');
    return this.isForced;
  }

  /** From the migrate command on; of the looks at a migration that is under way, from the next one on. */
  start(): void {
    const { clock } = this.context;
    this.tickAt((interval) => (Math.floor(clock.now / interval) + 1) * interval);
  }

  /** As `start`, but makes up for the looks that a migration under way has had. */
  takeUp(): void {
    this.tickAt((interval) => interval);
  }

  private tickAt(time: (interval: number) => number): void {
    const { everyMs } = this.rule;
    if (everyMs === undefined) return;
    this.context.clock.schedule(ns(time(everyMs * NS_PER_MS)), () => {
      this.ask('timer');
      if (!this.isOver) this.start();
    });
  }

  beforeSync(): void {
    // Nothing is known before a sync that is not known after the last one.
  }

  afterSync(): void {
    this.ask('sync');
  }

  private ask(cause: CompletionLook['cause']): void {
    const { context, look, rule } = this;
    if (context.mutex.isClosed) this.precopyIsOver();
    if (this.isOver) return;
    look.cause = cause;
    const answer = rule.decide(look);
    if (answer === null) return;
    if (!isList(answer)) this.take(answer);
    else for (const step of answer) this.take(step);
  }

  private precopyIsOver(): void {
    this.isOver ||= this.rule.untilEnd !== true;
  }

  private take(step: CompletionStep): void {
    const { names } = this;
    const { limit, pause, postcopy, cancel } = this.target();
    switch (step) {
      case 'switchover':
        this.isForced = true;
        this.precopyIsOver();
        return;
      case 'pause-guest':
        pause.pause(named(names.pause), this.context.clock.now);
        return;
      case 'postcopy':
        postcopy.start(named(names.postcopy));
        this.precopyIsOver();
        return;
      case 'give-up':
        cancel(named(names.giveUp)());
        this.precopyIsOver();
        return;
      case 'no-more-looks':
        this.isOver = true;
        return;
      default:
        if (step.downtimeLimitMs === limit.milliseconds) return;
        limit.set(step.downtimeLimitMs, named(names.limit));
    }
  }
}

function isList(
  answer: CompletionStep | readonly CompletionStep[],
): answer is readonly CompletionStep[] {
  return Array.isArray(answer);
}

function named<Name>(name: Name | undefined): Name {
  if (name === undefined) throw new RangeError('a rule has taken a step without a name');
  return name;
}

class LiveCompletionLook extends LiveLook implements CompletionLook {
  cause: CompletionLook['cause'] = 'sync';

  get isPaused(): boolean {
    return this.sources().context.guest.stoppedAt !== null;
  }

  get fullPasses(): number {
    return this.sources().context.counters.scanRounds;
  }
}
