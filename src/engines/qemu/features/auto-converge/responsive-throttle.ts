import type { PeriodCriterion } from '../../../../migration/throttle-trigger.js';

/** High ratios until the criterion fires. */
const HIGH_RATIOS = 2;

/**
 * The dirty-ratio criterion of the responsive throttle (v1: cpu-responsive-throttle, v2:
 * cpu-throttle-responsive; proposed in 2024, never in a release). It fires when the ratio of dirtied
 * to sent bytes was above the threshold and not falling, twice. Its counter is not reset by a
 * period that is not high.
 */
export class ResponsiveThrottle implements PeriodCriterion {
  private previousRatioPercent = 0;
  private highRatios = 0;

  /** @param threshold throttle-trigger-threshold, percent */
  constructor(private readonly threshold: number) {}

  /** Whether the ratio asks for a throttle step after this period. */
  isHigh(dirtyBytes: number, sentBytes: number): boolean {
    if (sentBytes === 0) return false;
    const ratioPercent = Math.trunc(100 * (dirtyBytes / sentBytes));
    const previous = this.previousRatioPercent;
    this.previousRatioPercent = ratioPercent;
    if (previous === 0) return false;
    if (ratioPercent > this.threshold && ratioPercent >= previous) this.highRatios++;
    if (this.highRatios < HIGH_RATIOS) return false;
    this.highRatios = 0;
    return true;
  }
}
