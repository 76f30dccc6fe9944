import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { Downtime } from '../../../../migration/downtime.js';
import { DowntimeLimit } from '../../../../migration/downtime-limit.js';
import { GuestPause } from '../../../../migration/guest-pause.js';
import type { Monitor, PollPause, PollPostcopy } from '../../../../migration/monitor.js';
import { PostcopyRequest } from '../../../../migration/postcopy-request.js';
import { SwitchoverControl } from '../../../../migration/stop-condition.js';
import type { PausePlan } from '../../../../migration/stop-condition-names.js';
import { NS_PER_MS } from '../../../../sim/time.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import type { EndingTarget } from '../../rules/ending-rule.js';
import { hasCompletion } from '../strategy/hooks-of-scenario.js';
import { policyPlan, type PolicyPlan } from '../policy/policy-plan.js';
import type { Endings } from './ending-assembly.js';
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
    { pause, plan, postcopyAt }: StopParameters,
    endings: Endings,
    private readonly context: MigrationContext,
    window: BandwidthWindow,
  ) {
    this.limit = new DowntimeLimit(context, window, plan?.firstDowntimeLimitMs ?? null);
    this.pause = new GuestPause(context);
    this.control = new SwitchoverControl(context, endings.all, this.limit, this.pause);
    endings.timeout?.takeUp();
    this.postcopy = new PostcopyRequest(context);
    const start = (): void => this.postcopy.start('post-copy');
    this.pollPostcopy = postcopyAt === null ? null : { dirtySyncCount: postcopyAt, start };
    this.pollPause = pause && {
      plan: pause,
      stop: (now) => this.pause.pause(pause.at === 'iterations' ? 'pause' : 'pause-after', now),
    };
  }

  /** What whoever decides about the end can do to the migration. */
  target(monitor: Pick<Monitor, 'cancel'>): EndingTarget {
    const { limit, pause, postcopy } = this;
    return { limit, pause, postcopy, cancel: (reason) => monitor.cancel(reason) };
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
