import { normalCdf } from './normal-distribution.js';
import { doubledRanks } from './ranks.js';
import { sum } from './summary.js';

export interface MannWhitney {
  /** Pairs in which the value of `head` is the larger; a tie counts one half. */
  readonly u: number;
  /** Two-sided: how likely a U at least as far from its mean is if both have one distribution. */
  readonly pValue: number;
  /** False where the normal approximation took the place of the exact distribution. */
  readonly isExact: boolean;
}

/** Up to so many values together the distribution is counted, not approximated. */
export const exactValues = 50;

/**
 * The Mann-Whitney U test of two samples. The p-value is exact given the ties, as all ways to deal out
 * the mean ranks are counted (Streitberg and Röhmel's shift algorithm), up to 50 values; for more it
 * is that of the normal approximation with correction for ties and continuity.
 */
export function mannWhitney(base: readonly number[], head: readonly number[]): MannWhitney {
  const ranks = doubledRanks([...base, ...head]);
  const doubledSum = sum(ranks.slice(base.length));
  const isExact = ranks.length <= exactValues;
  const test = isExact ? exactPValue : approximatePValue;
  return {
    u: (doubledSum - head.length * (head.length + 1)) / 2,
    pValue: test(ranks, head.length, doubledSum),
    isExact,
  };
}

/** Values a side with which the exact test can reach `alpha` at all. */
export function mannWhitneyMinimum(alpha: number): number {
  let runs = 1;
  // Two of all ways to choose `runs` of twice as many are the most extreme ones.
  for (let ways = 2; 2 / ways > alpha; ways *= (2 * (2 * runs - 1)) / runs) runs++;
  return runs;
}

function exactPValue(ranks: readonly number[], chosen: number, observed: number): number {
  const ways = rankSumWays(ranks, chosen);
  const mean = chosen * (ranks.length + 1);
  let total = 0;
  let extreme = 0;
  for (const [rankSum, count] of ways.entries()) {
    total += count;
    if (Math.abs(rankSum - mean) >= Math.abs(observed - mean)) extreme += count;
  }
  return Math.min(1, extreme / total);
}

/** How many ways there are to choose `chosen` of the ranks, by their sum. */
export function rankSumWays(ranks: readonly number[], chosen: number): Float64Array {
  const largest = [...ranks].sort((a, b) => b - a).slice(0, chosen);
  const size = sum(largest) + 1;
  const ways = Array.from({ length: chosen + 1 }, () => new Float64Array(size));
  ways[0][0] = 1;
  ranks.forEach((rank, index) => {
    for (let count = Math.min(chosen, index + 1); count >= 1; count--) {
      for (let at = size - 1; at >= rank; at--) ways[count][at] += ways[count - 1][at - rank];
    }
  });
  return ways[chosen];
}

function approximatePValue(ranks: readonly number[], chosen: number, observed: number): number {
  const total = ranks.length;
  const mean = chosen * (total + 1);
  // Of doubled ranks drawn without replacement: four times that of the rank sum.
  const squares = sum(ranks.map((rank) => (rank - (total + 1)) ** 2));
  const variance = (chosen * (total - chosen) * squares) / (total * (total - 1));
  if (variance === 0) return 1;
  const distance = Math.max(0, Math.abs(observed - mean) - 1);
  return 2 * (1 - normalCdf(distance / Math.sqrt(variance)));
}
