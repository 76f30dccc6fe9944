import type { Interval } from './interval.js';

/** Two-sided 95 %. */
const z = 1.959964;

/**
 * Wilson's score interval of a share: `hits` of `trials`, with 95 % confidence. Unlike the one around the
 * share itself it stays within 0 and 1, and has a width where all or none hit.
 */
export function wilsonInterval(hits: number, trials: number): Interval {
  if (trials === 0) return { low: 0, high: 1 };
  const share = hits / trials;
  const weight = z ** 2 / trials;
  const middle = (share + weight / 2) / (1 + weight);
  const half =
    (z / (1 + weight)) * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials));
  return {
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === trials ? 1 : Math.min(1, middle + half),
  };
}
