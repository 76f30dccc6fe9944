import type { Nanoseconds } from '../../../../sim/time.js';
import { traceEvent, type MigrationContext } from '../../../../migration/context.js';
import type { ConvergenceStrategy, DirtyPeriod } from '../../../../migration/dirty-sync.js';
import type { CpuThrottle } from './cpu-throttle.js';
import type { ResponsiveThrottle } from './responsive-throttle.js';

/** High periods until the guest is throttled; they need not follow each other. */
const HIGH_PERIODS = 2;

/**
 * The dirty bytes above which a period counts as high.
 *
 * @param threshold throttle-trigger-threshold, percent of the bytes sent
 */
export function dirtyLimitBytes(transferredBytes: number, threshold: number): number {
  return Math.floor((transferredBytes * threshold) / 100);
}

/**
 * Auto-converge (QEMU, migration_trigger_throttle): every second period in which more was dirtied
 * than a share of what was sent throttles the guest one step more. With the responsive throttle its
 * criterion is enough too, and then the count of high periods is kept.
 */
export class AutoConverge implements ConvergenceStrategy {
  private highPeriods = 0;

  constructor(
    private readonly threshold: number,
    private readonly throttle: Pick<CpuThrottle, 'step'>,
    private readonly responsive: ResponsiveThrottle | null,
    private readonly context: Pick<MigrationContext, 'clock' | 'trace'>,
  ) {}

  periodEnded(period: DirtyPeriod, now: Nanoseconds): void {
    const ratioHigh = this.responsive?.isHigh(period) ?? false;
    const limit = dirtyLimitBytes(period.transferredBytes, this.threshold);
    const high = period.dirtyBytes > limit;
    if (high) this.highPeriods++;
    const throttles = high && (this.highPeriods >= HIGH_PERIODS || ratioHigh);
    traceEvent(this.context, {
      event: 'trigger',
      period_dirty_bytes: period.dirtyBytes,
      period_transferred_bytes: period.transferredBytes,
      limit_bytes: limit,
      high_periods: this.highPeriods,
      ratio_high: ratioHigh,
      throttles,
    });
    if (!throttles) return;
    if (this.highPeriods >= HIGH_PERIODS) this.highPeriods = 0;
    this.throttle.step(limit, period.dirtyBytes, now);
  }
}
