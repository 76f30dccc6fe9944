import type { StopConditionName } from './stop-condition-names.js';
import type { BandwidthWindow } from './bandwidth-window.js';
import type { Completion } from './completion.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { DirtySync } from './dirty-sync.js';
import type { Downtime } from './downtime.js';
import type { Monitor } from './monitor.js';
import type { PageSender } from './page-sender.js';
import type { PostcopyRequest } from './postcopy-request.js';
import { QuietTurn } from './quiet-turn.js';
import type { RateLimit } from './rate-limit.js';
import { SliceBudget } from './slice-budget.js';
import { ns } from '../sim/time.js';
import type { SwitchoverControl } from './stop-condition.js';

/** How a version of QEMU decides between a sync, the switchover and another step. */
export interface PendingRules {
  /** Whether the exact number of pending bytes may equal the threshold at the switchover (10.1). */
  readonly completesAtThreshold: boolean;
  /** Whether a request for postcopy is looked at before completion (10.1). */
  readonly startsPostcopyFirst: boolean;
}

export type PrecopyOutcome =
  | {
      readonly status: 'completed';
      readonly downtime: Downtime;
      /** What ended the migration; null if it converged by itself. */
      readonly stopCondition: StopConditionName | null;
    }
  | { readonly status: 'cancelled' }
  /** Not the end: postcopy was asked for, and begins now. */
  | { readonly status: 'postcopy'; readonly by: StopConditionName };

/** The parts that the loop drives. */
export interface PrecopyParts {
  readonly window: BandwidthWindow;
  readonly rateLimit: RateLimit;
  readonly dirtySync: DirtySync;
  readonly sender: PageSender;
  readonly completion: Completion;
  readonly monitor: Monitor;
  readonly control: SwitchoverControl;
  /** Null if postcopy is not possible. */
  readonly postcopy: PostcopyRequest | null;
}

/** QEMU's precopy loop (migration_thread, migration_iteration_run, migration_rate_limit). */
export class Precopy {
  private readonly budget: SliceBudget;

  constructor(
    private readonly context: MigrationContext,
    private readonly parts: PrecopyParts,
    private readonly rules: PendingRules,
  ) {
    this.budget = new SliceBudget(parts.rateLimit, context.counters, parts.window);
  }

  /** Runs from the first iteration, setup being done, to the end of the migration. */
  run(): PrecopyOutcome {
    const { bigLock, mutex } = this.context;
    const { completion, control, monitor, sender } = this.parts;
    const turn = this.quietTurn();
    for (;;) {
      if (monitor.cancelReason !== null) return { status: 'cancelled' };
      if (!this.budget.isExceeded()) {
        const isReady = this.readyForSwitchover();
        const postcopyBy = this.parts.postcopy?.by ?? null;
        if (postcopyBy !== null && (!isReady || this.rules.startsPostcopyFirst)) {
          bigLock.waitUntilFree();
          return { status: 'postcopy', by: postcopyBy };
        }
        const stopCondition = isReady ? control.enabledBy() : control.forcedBy();
        if (isReady || stopCondition !== null) {
          bigLock.waitUntilFree();
          return { status: 'completed', stopCondition, downtime: completion.run() };
        }
        mutex.enterStep();
        sender.iterate(this.budget, turn);
        mutex.leaveStep();
      }
      this.limitRate();
    }
  }

  /** Null where more is to be done between two steps. */
  private quietTurn(): QuietTurn | null {
    const { counters, trace } = this.context;
    const { control, dirtySync, window } = this.parts;
    if (trace !== null || control.hasConditions) return null;
    return new QuietTurn(window, counters, dirtySync, this.budget);
  }

  /** Syncs when little seems to be left, and says whether little is left indeed. */
  private readyForSwitchover(): boolean {
    const { ram } = this.context;
    const { window, dirtySync, monitor } = this.parts;
    if (ram.remainingBytes < window.thresholdBytes) {
      this.tracePending(false);
      dirtySync.sync('pending');
      monitor.afterSync();
      this.tracePending(true);
    }
    const pending = ram.remainingBytes;
    if (this.rules.completesAtThreshold) return pending <= window.thresholdBytes;
    return pending === 0 || pending < window.thresholdBytes;
  }

  /** Closes the bandwidth window when it is due; sleeps to the end of an exhausted slice. */
  private limitRate(): void {
    const { clock, costs } = this.context;
    const { window } = this.parts;
    this.closeWindow();
    if (!this.budget.isExceeded() || clock.now >= window.sliceEnd) return;
    clock.advanceTo(ns(window.sliceEnd + costs.timedWaitLate));
    this.closeWindow();
  }

  private closeWindow(): void {
    const { clock, counters } = this.context;
    const { window, dirtySync } = this.parts;
    // Asked after each step.
    if (clock.now < window.openUntil) return;
    const closed = window.update(clock.now, counters, dirtySync.remainingAtLastSync);
    if (!closed || this.context.trace === null) return;
    traceEvent(this.context, {
      event: 'bandwidth',
      bytes_per_second: Math.round(window.bandwidth * 1000),
      threshold_bytes: window.thresholdBytes,
      expected_downtime_ms: window.expectedDowntimeMs,
    });
  }

  private tracePending(exact: boolean): void {
    traceEvent(this.context, {
      event: 'pending',
      exact,
      pending_bytes: this.context.ram.remainingBytes,
      threshold_bytes: this.parts.window.thresholdBytes,
    });
  }
}
