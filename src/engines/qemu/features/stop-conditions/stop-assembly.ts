import type { BandwidthWindow } from '../../../../migration/bandwidth-window.js';
import type { MigrationContext } from '../../../../migration/context.js';
import type { Downtime } from '../../../../migration/downtime.js';
import type { Monitor, PollPause, PollPostcopy } from '../../../../migration/monitor.js';
import { Operator } from '../policy/operator.js';
import { policyPlan, type PolicyPlan } from '../policy/policy-plan.js';
import { PostcopyRequest } from '../postcopy/postcopy-request.js';
import { type StopCondition, SwitchoverControl } from '../../../../migration/stop-condition.js';
import { ConvergenceTimeout } from './convergence-timeout.js';
import { Deadline } from './deadline.js';
import { DowntimeLimit } from './downtime-limit.js';
import { FullPassLimit } from './full-passes.js';
import { GuestPause } from './guest-pause.js';
import { TransferLimit } from './transfer-factor.js';
import type { RunMeasurements } from '../../../migration-result.js';
import type { QemuScenario } from '../../../scenario.js';
import type { StopConditions } from '../../../../migration/stop-condition-names.js';
import { NS_PER_MS } from '../../../../sim/time.js';

/** What ends a migration that does not converge, as a scenario asks for it. */
export class StopAssembly {
  readonly control: SwitchoverControl;
  /** guestperf's own pause; null if it does not pause the guest. */
  readonly pollPause: PollPause | null;
  /** guestperf's own switch to postcopy; null if it does not switch. */
  readonly pollPostcopy: PollPostcopy | null;
  readonly postcopy: PostcopyRequest;
  private readonly pause: GuestPause;
  private readonly limit: DowntimeLimit;
  private readonly plan: PolicyPlan | null;

  constructor(
    { hardware, migration, management, postcopy }: QemuScenario,
    private readonly context: MigrationContext,
    window: BandwidthWindow,
  ) {
    const { stopConditions } = migration;
    const { policy } = management;
    this.plan = policy && policyPlan(policy.policy, hardware.vmMib / 1024);
    // A policy that sets the limit from the start sets it before anything is sent.
    window.downtimeLimitMs = this.plan?.firstDowntimeLimitMs ?? window.downtimeLimitMs;
    const limit = new DowntimeLimit(context, window);
    this.limit = limit;
    this.pause = new GuestPause(context);
    const conditions = forcingConditions(stopConditions, context);
    this.control = new SwitchoverControl(context, conditions, limit, this.pause);
    const timeout = stopConditions.convergenceTimeoutSeconds;
    if (timeout !== null) new ConvergenceTimeout(timeout, context.clock, limit).start();
    this.postcopy = new PostcopyRequest(context);
    const dirtySyncCount = postcopy?.startAtIterations ?? null;
    this.pollPostcopy =
      dirtySyncCount === null
        ? null
        : { dirtySyncCount, start: () => this.postcopy.start('post-copy') };
    const plan = management.pause;
    this.pollPause = plan && {
      plan,
      stop: (now) => this.pause.pause(plan.at === 'iterations' ? 'pause' : 'pause-after', now),
    };
  }

  /** The manager begins to look, if there is one. It cancels as guestperf does. */
  startOperator(monitor: Pick<Monitor, 'cancel'>): void {
    if (this.plan === null) return;
    const { clock, ram } = this.context;
    new Operator(clock, this.plan, {
      limit: this.limit,
      pause: this.pause,
      postcopy: this.postcopy,
      remainingBytes: () => ram.remainingBytes,
      cancel: (reason) => monitor.cancel(reason),
    }).start();
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

function forcingConditions(stop: StopConditions, context: MigrationContext): StopCondition[] {
  const { clock, counters, ram } = context;
  const { maxFullPasses, maxTransferFactor, deadlineSeconds } = stop;
  return [
    ...(maxFullPasses === null ? [] : [new FullPassLimit(maxFullPasses, counters)]),
    ...(maxTransferFactor === null
      ? []
      : [new TransferLimit(maxTransferFactor, ram.totalBytes, counters)]),
    ...(deadlineSeconds === null ? [] : [new Deadline(deadlineSeconds, clock)]),
  ];
}
