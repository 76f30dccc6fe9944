import type { RandomStream } from '../sim/random-stream.js';
import type { Interval } from './interval.js';
import { normalCdf } from './normal-distribution.js';
import { studentTwoSided } from './student-t.js';

/** A quotient where nothing against nothing is no change. */
export function ratio(numerator: number, denominator: number): number {
  return numerator === denominator ? 1 : numerator / denominator;
}

/**
 * Quotients of the sums of `heads` and `bases` in resamples of their pairs, drawn with replacement, in
 * order of size (Efron and Tibshirani, An Introduction to the Bootstrap).
 */
export function bootstrapRatios(
  bases: readonly number[],
  heads: readonly number[],
  resamples: number,
  stream: RandomStream,
): Float64Array {
  const size = bases.length;
  const ratios = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample++) {
    let base = 0;
    let head = 0;
    for (let draw = 0; draw < size; draw++) {
      const pair = Math.floor(stream.uniform() * size);
      base += bases[pair];
      head += heads[pair];
    }
    ratios[resample] = ratio(head, base);
  }
  return ratios.sort();
}

/**
 * Interval of the ratio of means over pairs: the expanded percentile interval of the bootstrap, whose
 * quantiles lie further out by what a small sample makes the plain one too narrow (Hesterberg 2015,
 * What Teachers Should Know About the Bootstrap).
 *
 * @param alpha the share of intervals that may miss, such as 0.05
 */
export function pairedRatioInterval(
  bases: readonly number[],
  heads: readonly number[],
  alpha: number,
  stream: RandomStream,
): Interval {
  const groups = groupsOf(bases.length, stream);
  const [drawnBases, drawnHeads] = [bases, heads].map((values) => groupSums(values, groups));
  const size = drawnBases.length;
  const ratios = bootstrapRatios(drawnBases, drawnHeads, resamplesFor(size), stream);
  const tail = normalCdf(-Math.sqrt(size / (size - 1)) * studentTwoSided(alpha, size - 1));
  return { low: quantile(ratios, tail), high: quantile(ratios, 1 - tail) };
}

/** Pairs that are drawn one by one; of more, groups are drawn. */
const mostDrawn = 10_000;

/**
 * The group of each of very many pairs, dealt out at random, all groups of one size but for one pair: the ratio of
 * their sums varies as that of the pairs does. Null where each pair is its own.
 */
function groupsOf(size: number, stream: RandomStream): Uint32Array | null {
  if (size <= mostDrawn) return null;
  const groups = Uint32Array.from({ length: size }, (_, index) => index % mostDrawn);
  for (let index = size - 1; index > 0; index--) {
    const other = Math.floor(stream.uniform() * (index + 1));
    [groups[index], groups[other]] = [groups[other], groups[index]];
  }
  return groups;
}

function groupSums(values: readonly number[], groups: Uint32Array | null): readonly number[] {
  if (groups === null) return values;
  const sums = Array.from({ length: mostDrawn }, () => 0);
  for (const [index, value] of values.entries()) sums[groups[index]] += value;
  return sums;
}

/** Ten thousand; fewer of large samples, whose intervals are smooth and whose draws are many. */
function resamplesFor(size: number): number {
  return Math.max(2000, Math.min(10_000, Math.floor(2_000_000 / size)));
}

/** By linear interpolation between the order statistics. */
function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const part = position - below;
  return part === 0 ? sorted[below] : sorted[below] * (1 - part) + sorted[above] * part;
}
