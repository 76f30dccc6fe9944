import { traceEvent, type MigrationContext } from './context.js';

/** What differs between versions of QEMU. */
export interface TriggerRules {
  /** High periods until the guest is throttled; they need not follow each other. */
  readonly highPeriods: number;
  /** A period counts only if something was dirtied in the one before, so the first never does. */
  readonly needsDirtyingBefore: boolean;
}

/** The rules of all versions since 2.10. */
const usualRules: TriggerRules = { highPeriods: 2, needsDirtyingBefore: false };

/** A second opinion on a period. */
export interface PeriodCriterion {
  isHigh(dirtyBytes: number, sentBytes: number): boolean;
}

/**
 * The dirty bytes above which a period counts as high.
 *
 * @param threshold throttle-trigger-threshold, percent of the bytes sent
 */
export function dirtyLimitBytes(sentBytes: number, threshold: number): number {
  return Math.floor((sentBytes * threshold) / 100);
}

/**
 * Decides when the guest is throttled (QEMU, migration_trigger_throttle): at every second (or third) period
 * in which more was dirtied than a share of what was sent. Where there is another criterion, that is enough
 * too, and then the count of high periods is kept.
 */
export class ThrottleTrigger {
  private highPeriods = 0;
  private hasDirtiedBefore = false;

  constructor(
    private readonly threshold: number,
    private readonly criterion: PeriodCriterion | null,
    private readonly context: Pick<MigrationContext, 'clock' | 'trace'>,
    private readonly rules = usualRules,
  ) {}

  /** Goes on in the middle of a migration, in which so many periods have counted. */
  takeUp(highPeriods: number, hasDirtiedBefore: boolean): void {
    this.highPeriods = highPeriods;
    this.hasDirtiedBefore = hasDirtiedBefore;
  }

  /**
   * Judges a period by the bytes that were dirtied and sent in it.
   *
   * @returns the dirty bytes that it would have been allowed, if the guest is to be throttled after it; else null
   */
  exceeded(dirtyBytes: number, sentBytes: number): number | null {
    const ratioHigh = this.criterion?.isHigh(dirtyBytes, sentBytes) ?? false;
    const limit = dirtyLimitBytes(sentBytes, this.threshold);
    const { highPeriods, needsDirtyingBefore } = this.rules;
    const counts = this.hasDirtiedBefore || !needsDirtyingBefore;
    this.hasDirtiedBefore = dirtyBytes > 0;
    const high = counts && dirtyBytes > limit;
    if (high) this.highPeriods++;
    const throttles = high && (this.highPeriods >= highPeriods || ratioHigh);
    traceEvent(this.context, {
      event: 'trigger',
      period_dirty_bytes: dirtyBytes,
      period_transferred_bytes: sentBytes,
      limit_bytes: limit,
      high_periods: this.highPeriods,
      ratio_high: ratioHigh,
      throttles,
    });
    if (!throttles) return null;
    if (this.highPeriods >= highPeriods) this.highPeriods = 0;
    return limit;
  }
}
