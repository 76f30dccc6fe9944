import { NS_PER_MS, NS_PER_S, type Nanoseconds, ns } from '../../../../sim/time.js';
import type { VirtualClock } from '../../../../sim/virtual-clock.js';
import type { CancelReason } from '../../../../migration/monitor.js';
import type { DowntimeLimit } from '../../../../migration/downtime-limit.js';
import type { PostcopyRequest } from '../../../../migration/postcopy-request.js';
import type { GuestPause } from '../../../../migration/guest-pause.js';
import type { OperatorAction, PlannedAction, PolicyPlan } from './policy-plan.js';

type LimitAction = Extract<OperatorAction, { readonly do: 'set-downtime-limit' }>;

/** What a manager can see of a migration, and do to it. */
export interface OperatorTarget {
  readonly limit: Pick<DowntimeLimit, 'milliseconds' | 'set'>;
  readonly pause: Pick<GuestPause, 'pause'>;
  readonly postcopy: Pick<PostcopyRequest, 'start'>;
  remainingBytes(): number;
  cancel(reason: CancelReason): void;
}

/** A manager that looks at a migration at its own interval, and acts by a plan. */
export class Operator {
  private readonly pending: Set<PlannedAction>;
  private countedFrom: Nanoseconds = ns(0);
  private lastProgress: Nanoseconds;
  private lastRemaining = Infinity;

  constructor(
    private readonly clock: Pick<VirtualClock, 'now' | 'schedule'>,
    private readonly plan: PolicyPlan,
    private readonly target: OperatorTarget,
  ) {
    this.pending = new Set(plan.actions);
    this.lastProgress = clock.now;
  }

  /** From the migrate command on; of the looks at a migration that is under way, from the next one on. */
  start(): void {
    const interval = this.plan.pollMs * NS_PER_MS;
    if (this.plan.countsFrom === 'first-poll') this.countedFrom = ns(interval);
    this.pollAt(ns((Math.floor(this.clock.now / interval) + 1) * interval));
  }

  private pollAt(time: Nanoseconds): void {
    this.clock.schedule(time, (now) => {
      this.noteProgress(now);
      this.setLimit(now);
      this.act(now);
      if (this.pending.size > 0) this.pollAt(ns(now + this.plan.pollMs * NS_PER_MS));
    });
  }

  /** Progress is less remaining than at the last look, not less than ever. */
  private noteProgress(now: Nanoseconds): void {
    const remaining = this.target.remainingBytes();
    if (remaining < this.lastRemaining) this.lastProgress = now;
    this.lastRemaining = remaining;
  }

  private setLimit(now: Nanoseconds): void {
    let due: number | null = null;
    for (const action of this.pending) {
      if (action.do !== 'set-downtime-limit' || !this.isDue(action, now)) continue;
      due = action.milliseconds;
      this.pending.delete(action);
    }
    const { limit } = this.target;
    if (due !== null && due !== limit.milliseconds) limit.set(due, 'policy-downtime-limit');
  }

  private act(now: Nanoseconds): void {
    for (const action of this.pending) {
      if (action.do === 'set-downtime-limit' || !this.isDue(action, now)) continue;
      this.pending.delete(action);
      this.carryOut(action, now);
      return;
    }
  }

  private carryOut(action: Exclude<OperatorAction, LimitAction>, now: Nanoseconds): void {
    switch (action.do) {
      case 'pause':
        this.target.pause.pause('policy-pause', now);
        return;
      case 'postcopy':
        this.target.postcopy.start('policy-postcopy');
        this.pending.clear();
        return;
      case 'abort':
        this.target.cancel(action.reason);
    }
  }

  private isDue({ after, seconds }: PlannedAction, now: Nanoseconds): boolean {
    const from = after === 'start' ? this.countedFrom : this.lastProgress;
    return now - from > seconds * NS_PER_S;
  }
}
