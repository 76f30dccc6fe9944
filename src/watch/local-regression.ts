import { median, sum } from '../statistics/summary.js';

/** What a guest dirtied in a period, both as logarithms. */
export interface DirtyPoint {
  readonly logSeconds: number;
  readonly logMib: number;
  readonly weight: number;
}

/** What is known of a slope before any point, and how well. */
export interface SlopePrior {
  readonly slope: number;
  readonly spread: number;
}

/** A line through the points around a place. */
export interface LocalFit {
  readonly level: number;
  /** Between 0, the same pages again and again, and 1, none twice. */
  readonly slope: number;
  readonly slopeError: number;
}

/** How far from a point its weight falls to a quarter, as a ratio's logarithm. */
const REACH = 0.3;
/** How far one sync is from the next of the same period, as a logarithm, where too few tell. */
export const USUAL_NOISE = 0.1;
const NOISE_RANGE = { least: 0.02, most: 0.3 };
/** From the median of misses to a standard deviation. */
const SPREAD_OF_MISSES = 1.2;

/**
 * Regression in logarithms, weighted by how near a point's period is (Cleveland's local regression), with a slope that is
 * drawn towards `prior` where points say little.
 */
export function fittedAt(
  points: readonly DirtyPoint[],
  at: number,
  prior: SlopePrior,
  noise: number,
): LocalFit {
  const weights = points.map(
    ({ logSeconds, weight }) => weight / (1 + ((at - logSeconds) / REACH) ** 2) ** 2,
  );
  const total = sum(weights);
  const weighted = (value: (point: DirtyPoint) => number) =>
    sum(points.map((point, index) => weights[index] * value(point)));
  const x = weighted(({ logSeconds }) => logSeconds) / total;
  const y = weighted(({ logMib }) => logMib) / total;
  const ridge = (noise / prior.spread) ** 2;
  const xx = weighted(({ logSeconds }) => (logSeconds - x) ** 2) + ridge;
  const xy =
    weighted(({ logSeconds, logMib }) => (logSeconds - x) * (logMib - y)) + ridge * prior.slope;
  const slope = Math.min(1, Math.max(0, xy / xx));
  return { level: y + slope * (at - x), slope, slopeError: noise / Math.sqrt(xx) };
}

/** How far points are from the line through their neighbours on either side, as a logarithm. */
export function noiseOf(points: readonly DirtyPoint[]): number {
  const sorted = points.toSorted((a, b) => a.logSeconds - b.logSeconds);
  const misses = sorted.slice(1, -1).map(({ logMib, logSeconds }, index) => {
    const [low, high] = [sorted[index], sorted[index + 2]];
    const range = high.logSeconds - low.logSeconds;
    const part = range > 0 ? (logSeconds - low.logSeconds) / range : 0.5;
    return Math.abs(logMib - low.logMib - part * (high.logMib - low.logMib));
  });
  if (misses.length === 0) return USUAL_NOISE;
  const { least, most } = NOISE_RANGE;
  return Math.min(most, Math.max(least, SPREAD_OF_MISSES * median(misses)));
}
