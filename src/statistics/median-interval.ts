import { fairCoinQuantile } from './binomial.js';
import type { Interval } from './interval.js';

/**
 * The interval between two order statistics, equally far from the ends, that holds the median of the
 * population with a probability of at least `1 - alpha`, whatever the distribution. Null if even the
 * range of the sample does not.
 */
export function medianInterval(values: readonly number[], alpha: number): Interval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const skipped = fairCoinQuantile(alpha / 2, sorted.length);
  if (skipped < 0) return null;
  return { low: sorted[skipped], high: sorted[sorted.length - 1 - skipped] };
}

/** The smallest sample whose range holds the median with a probability of `1 - alpha`. */
export function medianIntervalMinimum(alpha: number): number {
  return Math.ceil(1 - Math.log2(alpha));
}
