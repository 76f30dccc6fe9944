import { NS_PER_MS, NS_PER_S } from '../../../../sim/time.js';
import type { CancelReason } from '../../../../migration/monitor.js';
import type {
  CompletionAnswer,
  CompletionLook,
  CompletionRule,
  CompletionStep,
} from '../../../../migration/rules/completion-rule.js';
import type { EndingNames } from '../../rules/ending-rule.js';
import type { OperatorAction, PlannedAction, PolicyPlan } from './policy-plan.js';

type LimitAction = Extract<OperatorAction, { readonly do: 'set-downtime-limit' }>;

/** A manager that looks at a migration at its own interval, and acts by a plan. */
export class Operator implements CompletionRule {
  readonly everyMs: number;
  /** It does not see that the switchover has begun. */
  readonly untilEnd = true;
  /** What its steps are called. */
  readonly names: EndingNames = {
    limit: 'policy-downtime-limit',
    pause: 'policy-pause',
    postcopy: 'policy-postcopy',
    giveUp: () => this.reason,
  };
  private reason: CancelReason = 'policy-completion-timeout';
  private readonly pending: Set<PlannedAction>;
  private readonly countedFromMs: number;
  private lastProgressMs = 0;
  private lastRemaining = Infinity;

  constructor({ actions, countsFrom, pollMs }: PolicyPlan) {
    this.everyMs = pollMs;
    this.pending = new Set(actions);
    this.countedFromMs = countsFrom === 'first-poll' ? pollMs : 0;
  }

  decide({ cause, remainingBytes, timeMs }: CompletionLook): CompletionAnswer {
    if (cause !== 'timer') return null;
    // Progress is less remaining than at the last look, not less than ever.
    if (remainingBytes < this.lastRemaining) this.lastProgressMs = timeMs;
    this.lastRemaining = remainingBytes;
    const steps = [...this.limitDue(timeMs), ...this.actionDue(timeMs)];
    if (this.pending.size === 0) steps.push('no-more-looks');
    return steps;
  }

  /** The last of the limits that are due. */
  private limitDue(timeMs: number): CompletionStep[] {
    let due: number | null = null;
    for (const action of this.pending) {
      if (action.do !== 'set-downtime-limit' || !this.isDue(action, timeMs)) continue;
      due = action.milliseconds;
      this.pending.delete(action);
    }
    return due === null ? [] : [{ downtimeLimitMs: due }];
  }

  /** The first of the other actions that are due. */
  private actionDue(timeMs: number): CompletionStep[] {
    for (const action of this.pending) {
      if (action.do === 'set-downtime-limit' || !this.isDue(action, timeMs)) continue;
      this.pending.delete(action);
      return [this.stepOf(action)];
    }
    return [];
  }

  private stepOf(action: Exclude<OperatorAction, LimitAction>): CompletionStep {
    switch (action.do) {
      case 'pause':
        return 'pause-guest';
      case 'postcopy':
        this.pending.clear();
        return 'postcopy';
      case 'abort':
        this.reason = action.reason;
        return 'give-up';
    }
  }

  /** In ns, as looks come at whole ms, and seconds may have a fraction. */
  private isDue({ after, seconds }: PlannedAction, timeMs: number): boolean {
    const fromMs = after === 'start' ? this.countedFromMs : this.lastProgressMs;
    return (timeMs - fromMs) * NS_PER_MS > seconds * NS_PER_S;
  }
}
