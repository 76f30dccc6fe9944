import type { SyncLook, SyncRule } from '../../../../migration/rules/sync-rule.js';

const SYNC_AFTER_MS = 5000;
/** The series starts with it. */
const FIRST_COUNT = 2;

/**
 * Background sync of the v2 series (2024, never merged in this form): a timer looks each second
 * whether a sync has taken place. If none has, and the last period began more than 5 s ago, it does
 * a full sync. It ends when the throttle has gone back to zero.
 */
export class TimerSync implements SyncRule {
  readonly everyMs = 1000;
  readonly firstMs = 0;
  private isFirst = true;

  wanted({ before, sincePeriodMs, syncCount, throttlePercent }: SyncLook): boolean | 'stop' {
    if (before.throttlePercent !== 0 && throttlePercent === 0) return 'stop';
    const unchanged = syncCount === (this.isFirst ? FIRST_COUNT : before.syncCount);
    this.isFirst = false;
    return syncCount > 1 && unchanged && sincePeriodMs > SYNC_AFTER_MS;
  }
}
