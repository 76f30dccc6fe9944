import type { MigrationContext } from '../../../migration/context.js';
import type { SyncNotifier } from '../../../migration/dirty-sync.js';
import type {
  CompletionAnswer,
  CompletionLook,
  CompletionRule,
} from '../../../migration/rules/completion-rule.js';
import type { MigrationLook } from '../../../migration/rules/migration-look.js';
import type { StopCondition } from '../../../migration/stop-condition.js';
import { timerDue } from '../../../sim/time.js';
import type { OperatorTarget } from '../features/policy/operator.js';

/** Ends a migration as a rule says: it is asked after each sync, and where it has a timer, at each tick of that. */
export class EndingRule implements SyncNotifier, StopCondition {
  readonly name = 'strategy-switchover';
  private isForced = false;
  private isOver = false;

  /** @param target asked for at the first answer */
  constructor(
    private readonly rule: CompletionRule,
    private readonly context: MigrationContext,
    private readonly look: () => MigrationLook,
    private readonly target: () => OperatorTarget,
  ) {}

  isMet(): boolean {
    return this.isForced;
  }

  /** From the migrate command on. */
  start(): void {
    const { everyMs } = this.rule;
    if (everyMs !== undefined) this.tickAfter(everyMs);
  }

  beforeSync(): void {
    // Nothing is known before a sync that is not known after the last one.
  }

  afterSync(): void {
    this.ask('sync');
  }

  private tickAfter(everyMs: number): void {
    const { clock } = this.context;
    clock.schedule(timerDue(clock.now, everyMs), () => {
      this.ask('timer');
      if (!this.isOver) this.tickAfter(everyMs);
    });
  }

  private ask(cause: CompletionLook['cause']): void {
    const { context, rule } = this;
    this.isOver ||= context.mutex.isClosed;
    if (this.isOver) return;
    const isPaused = context.guest.stoppedAt !== null;
    this.carryOut(rule.decide({ ...this.look(), cause, isPaused }));
  }

  private carryOut(answer: CompletionAnswer): void {
    if (answer === null) return;
    const { limit, pause, postcopy, cancel } = this.target();
    switch (answer) {
      case 'switchover':
        this.isForced = true;
        this.isOver = true;
        return;
      case 'pause-guest':
        pause.pause('strategy-pause', this.context.clock.now);
        return;
      case 'postcopy':
        postcopy.start('strategy-postcopy');
        this.isOver = true;
        return;
      case 'give-up':
        cancel('strategy-give-up');
        this.isOver = true;
        return;
      default:
        if (answer.downtimeLimitMs === limit.milliseconds) return;
        limit.set(answer.downtimeLimitMs, 'strategy-downtime-limit');
    }
  }
}
