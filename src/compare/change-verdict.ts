import type { ComparisonVerdict } from './comparison-record.js';
import type { Interval } from '../statistics/interval.js';

/** More runs than this are not worth naming a number. */
const manyRuns = 1000;

/**
 * What an interval of the ratio HEAD / BASE says of something of which less is better: worse or better
 * if all of it lies beyond the band of noise, the same if all of it lies within, else unknown.
 *
 * @param noise half the width of the band, as a share of BASE
 */
export function intervalVerdict({ low, high }: Interval, noise: number): ComparisonVerdict {
  if (low > 1 + noise) return 'worse';
  if (high < 1 - noise) return 'better';
  return low >= 1 - noise && high <= 1 + noise ? 'same' : 'unknown';
}

/**
 * About how many runs would tell, where `runs` do not: intervals shrink with the root of their number,
 * and this one must no longer hold an edge of the band.
 */
export function runsThatTell(
  estimate: number,
  { low, high }: Interval,
  noise: number,
  runs: number,
): string {
  const margin = Math.min(Math.abs(estimate - 1 - noise), Math.abs(estimate - 1 + noise));
  const reach = Math.max(high - estimate, estimate - low);
  const needed = Math.ceil(runs * (reach / margin) ** 2);
  return needed > manyRuns ? `more than ${manyRuns}` : `about ${Math.max(needed, runs + 1)}`;
}
