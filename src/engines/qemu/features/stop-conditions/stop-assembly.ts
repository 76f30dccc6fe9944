import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { Downtime } from '../../../../migration/downtime.js';
import { DowntimeLimit } from '../../../../migration/downtime-limit.js';
import { GuestPause } from '../../../../migration/guest-pause.js';
import type { Monitor, PollPause, PollPostcopy } from '../../../../migration/monitor.js';
import { PostcopyRequest } from '../../../../migration/postcopy-request.js';
import { type StopCondition, SwitchoverControl } from '../../../../migration/stop-condition.js';
import type { PausePlan } from '../../../../migration/stop-condition-names.js';
import { NS_PER_MS } from '../../../../sim/time.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import { Operator, type OperatorTarget } from '../policy/operator.js';
import { hasCompletion } from '../strategy/hooks-of-scenario.js';
import { policyPlan, type PolicyPlan } from '../policy/policy-plan.js';
import { ConvergenceTimeout } from './convergence-timeout.js';
import { forcingConditions } from './forced-switchover.js';
import { pausePlanOf, type StopConditions } from './settings.js';

export interface StopParameters {
  readonly conditions: StopConditions;
  /** What an operator's manager does; null without. */
  readonly plan: PolicyPlan | null;
  /** When guestperf pauses the guest; null for never. */
  readonly pause: PausePlan | null;
  /** dirty-sync-count at which guestperf starts postcopy; null for never. */
  readonly postcopyAt: number | null;
}

export function stopParameters(scenario: QemuScenario): StopParameters {
  const { policy, settings, strategy } = scenario;
  return {
    conditions: settings,
    plan: policy && policyPlan(policy.policy, settings.vmMem / 1024),
    pause: pausePlanOf(settings),
    postcopyAt: settings.postCopy && !hasCompletion(strategy) ? settings.postCopyIters : null,
  };
}

/** What ends a migration that does not converge. */
export class StopAssembly {
  readonly control: SwitchoverControl;
  /** guestperf's own pause; null if it does not pause the guest. */
  readonly pollPause: PollPause | null;
  /** guestperf's own switch to postcopy; null if it does not switch. */
  readonly pollPostcopy: PollPostcopy | null;
  readonly postcopy: PostcopyRequest;
  private readonly pause: GuestPause;
  private readonly limit: DowntimeLimit;

  constructor(
    private readonly parameters: StopParameters,
    private readonly context: MigrationContext,
    window: BandwidthWindow,
    /** What forces the switchover beside the conditions of the source. */
    others: readonly StopCondition[],
  ) {
    const { conditions, plan, pause, postcopyAt } = parameters;
    this.limit = new DowntimeLimit(context, window, plan?.firstDowntimeLimitMs ?? null);
    this.pause = new GuestPause(context);
    const forcing = [...forcingConditions(conditions, context), ...others];
    this.control = new SwitchoverControl(context, forcing, this.limit, this.pause);
    const timeout = conditions.convergenceTimeout;
    if (timeout !== null) new ConvergenceTimeout(timeout, context.clock, this.limit).start();
    this.postcopy = new PostcopyRequest(context);
    const start = (): void => this.postcopy.start('post-copy');
    this.pollPostcopy = postcopyAt === null ? null : { dirtySyncCount: postcopyAt, start };
    this.pollPause = pause && {
      plan: pause,
      stop: (now) => this.pause.pause(pause.at === 'iterations' ? 'pause' : 'pause-after', now),
    };
  }

  /** The manager begins to look, if there is one. It cancels as guestperf does. */
  startOperator(monitor: Pick<Monitor, 'cancel'>): void {
    const { plan } = this.parameters;
    if (plan === null) return;
    new Operator(this.context.clock, plan, this.target(monitor)).start();
  }

  /** What whoever decides about the end can do to the migration. */
  target(monitor: Pick<Monitor, 'cancel'>): OperatorTarget {
    return {
      limit: this.limit,
      pause: this.pause,
      postcopy: this.postcopy,
      remainingBytes: () => this.context.ram.remainingBytes,
      cancel: (reason) => monitor.cancel(reason),
    };
  }

  /** The downtime at the end of a migration: guestperf lets a guest that it paused run again. */
  untilContinued(downtime: Downtime, monitor: Monitor): Downtime {
    const { by } = this.pause;
    if (by !== 'pause' && by !== 'pause-after') return downtime;
    return this.pause.untilContinued(downtime, monitor.seesEndAt(this.context.clock.now));
  }

  /** When and by what the guest was paused. */
  pauseReport(): RunMeasurements['pause'] {
    const { at, by } = this.pause;
    return at === null || by === null ? null : { atMs: at / NS_PER_MS, by };
  }
}
