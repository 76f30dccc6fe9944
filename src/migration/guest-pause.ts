import type { StopConditionName } from './stop-condition-names.js';
import { NS_PER_MS, type Nanoseconds, ns } from '../sim/time.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { Downtime } from './downtime.js';

/**
 * The guest stopped by somebody outside (QMP `stop`) while its RAM is migrated: from then on nothing
 * is dirtied, and the migration converges. What QEMU reports as downtime begins only with the
 * switchover; the guest stands still from the pause on.
 */
export class GuestPause {
  /** Who paused the guest; null if nobody did. */
  by: StopConditionName | null = null;
  /** When the command was given. */
  at: Nanoseconds | null = null;

  constructor(private readonly context: MigrationContext) {}

  /** Stops the guest, unless somebody has, or the switchover has begun, which does it. */
  pause(by: StopConditionName, now: Nanoseconds): void {
    const { clock, costs, guest, mutex } = this.context;
    if (this.by !== null || mutex.isClosed) return;
    this.by = by;
    this.at = now;
    traceEvent(this.context, { event: 'pause', by });
    clock.schedule(ns(now + Math.round(costs.vcpuStop)), (time) => guest.stop(time));
  }

  /**
   * The downtime of a guest that somebody has to let run on the destination.
   *
   * @param continuedAt when `cont` reaches the destination, which may still be loading
   */
  untilContinued(downtime: Downtime, continuedAt: Nanoseconds): Downtime {
    const { costs, guest } = this.context;
    const started = continuedAt + costs.vcpuStart - (guest.stoppedAt ?? continuedAt);
    return { ...downtime, blackoutMs: Math.max(downtime.blackoutMs, started / NS_PER_MS) };
  }
}
