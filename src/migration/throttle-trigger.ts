import type { Nanoseconds } from '../sim/time.js';
import { traceEvent, type MigrationContext } from './context.js';
import type { DirtyPeriod, PeriodListener } from './dirty-sync.js';

/** What differs between versions of QEMU. */
export interface TriggerRules {
  /** High periods until the guest is throttled; they need not follow each other. */
  readonly highPeriods: number;
  /** A period counts only if something was dirtied in the one before, so the first never does. */
  readonly needsDirtyingBefore: boolean;
}

/** The rules of all versions since 2.10. */
const usualRules: TriggerRules = { highPeriods: 2, needsDirtyingBefore: false };

/** What slows the guest down: auto-converge's CPU throttle, or the dirty limit. */
export interface Throttle {
  /**
   * Throttles one step more.
   *
   * @param limitBytes dirty bytes that the period would have been allowed
   * @param dirtyBytes dirty bytes of the period
   */
  step(limitBytes: number, dirtyBytes: number, now: Nanoseconds): void;
}

/** What was dirtied and sent in a period, as far as it is judged. */
export type JudgedPeriod = Pick<DirtyPeriod, 'transferredBytes' | 'dirtyBytes'>;

/** A second opinion on a period. */
export interface PeriodCriterion {
  isHigh(period: JudgedPeriod): boolean;
}

/**
 * The dirty bytes above which a period counts as high.
 *
 * @param threshold throttle-trigger-threshold, percent of the bytes sent
 */
export function dirtyLimitBytes(transferredBytes: number, threshold: number): number {
  return Math.floor((transferredBytes * threshold) / 100);
}

/**
 * Decides when the guest is throttled (QEMU, migration_trigger_throttle): at every second (or third) period
 * in which more was dirtied than a share of what was sent. Where there is another criterion, that is enough
 * too, and then the count of high periods is kept.
 */
export class ThrottleTrigger implements PeriodListener {
  private highPeriods = 0;
  private hasDirtiedBefore = false;

  constructor(
    private readonly threshold: number,
    private readonly throttle: Throttle,
    private readonly criterion: PeriodCriterion | null,
    private readonly context: Pick<MigrationContext, 'clock' | 'trace'>,
    private readonly rules = usualRules,
  ) {}

  /** Goes on in the middle of a migration, in which so many periods have counted. */
  takeUp(highPeriods: number, hasDirtiedBefore: boolean): void {
    this.highPeriods = highPeriods;
    this.hasDirtiedBefore = hasDirtiedBefore;
  }

  periodEnded(period: JudgedPeriod, now: Nanoseconds): void {
    const ratioHigh = this.criterion?.isHigh(period) ?? false;
    const limit = dirtyLimitBytes(period.transferredBytes, this.threshold);
    const { highPeriods, needsDirtyingBefore } = this.rules;
    const counts = this.hasDirtiedBefore || !needsDirtyingBefore;
    this.hasDirtiedBefore = period.dirtyBytes > 0;
    const high = counts && period.dirtyBytes > limit;
    if (high) this.highPeriods++;
    const throttles = high && (this.highPeriods >= highPeriods || ratioHigh);
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
    if (this.highPeriods >= highPeriods) this.highPeriods = 0;
    this.throttle.step(limit, period.dirtyBytes, now);
  }
}
