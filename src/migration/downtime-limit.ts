import type { StopConditionName } from './stop-condition-names.js';
import type { BandwidthWindow } from './bandwidth-window.js';
import { traceEvent, type MigrationContext } from './context.js';

/**
 * The downtime limit of a migration, which may change while it runs (QEMU, migrate-set-parameters):
 * a change counts from the next bandwidth estimate on.
 */
export class DowntimeLimit {
  private readonly firstMs: number;
  private changedBy: StopConditionName | null = null;

  /** @param firstMs the limit of a policy that sets it before anything is sent; null for none */
  constructor(
    private readonly context: Pick<MigrationContext, 'clock' | 'mutex' | 'trace'>,
    private readonly window: Pick<BandwidthWindow, 'bandwidth' | 'downtimeLimitMs'>,
    firstMs: number | null = null,
  ) {
    this.firstMs = firstMs ?? window.downtimeLimitMs;
    window.downtimeLimitMs = this.firstMs;
  }

  get milliseconds(): number {
    return this.window.downtimeLimitMs;
  }

  /** Without effect once the switchover has begun. */
  set(milliseconds: number, by: StopConditionName): void {
    if (this.context.mutex.isClosed) return;
    this.window.downtimeLimitMs = milliseconds;
    this.changedBy = by;
    traceEvent(this.context, { event: 'downtime-limit', limit_ms: milliseconds, by });
  }

  /** What raised the limit, if `pendingBytes` are too much for the limit of the start; else null. */
  raisedFor(pendingBytes: number): StopConditionName | null {
    const fits = pendingBytes < Math.max(1, Math.floor(this.window.bandwidth * this.firstMs));
    return fits ? null : this.changedBy;
  }
}
