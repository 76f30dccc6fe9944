import { PairedValues } from './paired-values.js';
import { sum } from './summary.js';
import type { Interval } from './interval.js';
import { exactValues, rankSumWays } from './mann-whitney.js';
import { normalCdf } from './normal-distribution.js';

export interface Shift {
  /** The Hodges-Lehmann estimate: the median over all pairs of a value of each side. */
  readonly estimate: number;
  /** Null if the samples are too small for one. */
  readonly interval: Interval | null;
}

/**
 * By how much `head` is off `base`, from two samples without pairs: the median of `combine` over all
 * pairs of values, and the interval that the Mann-Whitney test does not reject (Hodges and Lehmann;
 * Moses). Ties make it slightly too narrow or too wide, since its distribution is that without ties.
 *
 * @param combine how a pair differs: a quotient or a difference, which grows with the first and falls with the second
 * @param alpha the share of intervals that may miss, such as 0.05
 */
export function unpairedShift(
  base: readonly number[],
  head: readonly number[],
  alpha: number,
  combine: (headValue: number, baseValue: number) => number,
): Shift {
  const all = new PairedValues(base, head, combine);
  const skipped = criticalU(base.length, head.length, alpha);
  const interval =
    skipped === null ? null : { low: all.at(skipped), high: all.at(all.size - 1 - skipped) };
  return { estimate: all.median(), interval };
}

/**
 * The largest U that a two-sided Mann-Whitney test without ties rejects at `alpha`; null if it rejects
 * none.
 */
export function criticalU(baseSize: number, headSize: number, alpha: number): number | null {
  const cumulated = baseSize + headSize <= exactValues ? exactTail : approximateTail;
  const tail = cumulated(baseSize, headSize);
  // Between what is rejected and what is not: the tail grows with U.
  let rejected = -1;
  let kept = Math.ceil((baseSize * headSize) / 2);
  while (kept - rejected > 1) {
    const middle = Math.floor((rejected + kept) / 2);
    if (tail(middle) <= alpha / 2) rejected = middle;
    else kept = middle;
  }
  return rejected < 0 ? null : rejected;
}

function exactTail(baseSize: number, headSize: number): (u: number) => number {
  const ranks = Array.from({ length: baseSize + headSize }, (_, index) => index + 1);
  const ways = rankSumWays(ranks, headSize);
  const total = sum(ways);
  const smallest = (headSize * (headSize + 1)) / 2;
  return (u) => sum(ways.slice(0, smallest + u + 1)) / total;
}

function approximateTail(baseSize: number, headSize: number): (u: number) => number {
  const mean = (baseSize * headSize) / 2;
  const deviation = Math.sqrt((mean * (baseSize + headSize + 1)) / 6);
  return (u) => normalCdf((u + 0.5 - mean) / deviation);
}
