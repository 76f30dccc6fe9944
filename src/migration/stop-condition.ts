import type { StopConditionName } from './stop-condition-names.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { DowntimeLimit } from './downtime-limit.js';
import type { GuestPause } from './guest-pause.js';

/** Something that forces the switchover, however much is pending. */
export interface StopCondition {
  readonly name: StopConditionName;
  isMet(): boolean;
}

/**
 * What ends a migration that does not converge by itself. The precopy loop asks at each turn, where
 * QEMU tests what is pending: a condition that is met during a step is seen at the end of the step.
 */
export class SwitchoverControl {
  constructor(
    private readonly context: MigrationContext,
    private readonly conditions: readonly StopCondition[],
    private readonly limit: DowntimeLimit,
    private readonly pause: GuestPause,
  ) {}

  /** Whether there is anything that may force the switchover. */
  get hasConditions(): boolean {
    return this.conditions.length > 0;
  }

  /** The condition that forces the switchover now; null if none does. */
  forcedBy(): StopConditionName | null {
    // Asked at each turn, and mostly there are none.
    if (!this.hasConditions) return null;
    return this.noted(this.conditions.find((condition) => condition.isMet())?.name ?? null);
  }

  /** What made little enough pending for the switchover; null if the migration converged by itself. */
  enabledBy(): StopConditionName | null {
    const { ram } = this.context;
    return this.noted(this.pause.by ?? this.limit.raisedFor(ram.remainingBytes));
  }

  private noted(condition: StopConditionName | null): StopConditionName | null {
    if (condition === null) return null;
    const pending_bytes = this.context.ram.remainingBytes;
    traceEvent(this.context, { event: 'stop-condition', condition, pending_bytes });
    return condition;
  }
}
