import type { DirtyRateSample } from '../engines/dirty-rate-groups.js';
import { MIB, PAGES_PER_MIB } from '../memory/units.js';
import { largest, smallest } from '../statistics/summary.js';
import {
  USUAL_NOISE,
  type DirtyPoint,
  type SlopePrior,
  fittedAt,
  noiseOf,
} from './local-regression.js';
import type { ObservedSync } from './observed-syncs.js';
import type { Draw } from './stratified-draws.js';
import { drawSweep } from './swept-memory.js';

/** Periods for which a curve says how much is dirtied, s of the guest's running time: two for each doubling. */
const PERIODS_S = Array.from({ length: 25 }, (_, index) => 0.03 * 2 ** (index / 2));
/** What nothing dirties at all is taken to dirty, MiB: a page. */
const LEAST_MIB = 1 / PAGES_PER_MIB;
/** Syncs that a curve is drawn through: the last ones. */
const SYNCS = 24;
/** A sync counts half as much as one that came so many later. */
const HALVING_SYNCS = 8;

/** A working set that is written from end to end and is full: longer periods dirty hardly more, shorter ones in proportion. */
const fullSet: SlopePrior = { slope: 0.1, spread: 0.2 };
/** Pages of all degrees of heat, as of a database: a power of the period. */
const graded: SlopePrior = { slope: 0.6, spread: 0.3 };
/** Pages none of which is written twice in the periods of a migration. */
const fresh: SlopePrior = { slope: 0.95, spread: 0.1 };
/** Of guests of which one sync is all that is known, so many are so; fewer, the more periods have been seen. */
const FULL_SET_SHARE = 0.7;
const FRESH_SHARE = 0.15;
const NARROWING = 1.5;
/** How far below the shortest period that was seen the end of a full set may lie, as a logarithm. */
const FARTHEST_KNEE = 2;
const KNEE_RANGE = 0.6;
/** Below it the slope is at least this: in a short time hardly a page is written twice. */
const STEEP = 0.9;
/** Graded guests that stay so in all periods. */
const STAYING_SHARE = 0.9;

const FLAT = 0.4;
const BENT = 0.2;
/** Of the way to the end of a set, so much is left where the curve bends already. */
const KNEE_LEFT = 0.3;

/** The guests of which nothing was seen: a share writes nothing; others write in a second this part of what is carried in it. */
const IDLE_SHARE = 0.12;
const UNSEEN_PART = 0.45;
const UNSEEN_SPREAD = 1.2;
/** Their working set is between all that has content and a part of e to this power. */
const SMALLEST_SET = -2;

/** What bounds a guest of which nothing was seen yet. */
export interface UnseenDirtying {
  /** MiB/s that are carried. */
  readonly carriedMibPerSecond: number;
  /** Memory with content, MiB: nothing else is dirtied. */
  readonly contentMib: number;
}

/**
 * A curve of how much the guest dirties in how much running time, drawn at random from those that what was seen allows:
 * through the dirty pages of the syncs, and beyond their periods within what guests do. The shares and slopes above were
 * chosen on the sixteen series of `docs/forecasts.md`: they are fitted on them.
 *
 * @returns for each period, what is dirtied in it, as a rate; never less in a longer one
 */
export function drawDirtyingCurve(
  syncs: readonly ObservedSync[],
  unseen: UnseenDirtying,
  draw: Draw,
): readonly DirtyRateSample[] {
  const points = pointsOf(syncs);
  const sweep = sweepThrough(points, draw);
  if (sweep !== null) return [sweep];
  const dirtied = points.length > 0 ? seenCurve(points, draw) : unseenCurve(unseen, draw);
  let most = LEAST_MIB;
  return PERIODS_S.map((seconds) => {
    most = Math.max(most, Math.min(unseen.contentMib, dirtied(seconds)));
    return { periodMs: seconds * 1000, mibPerSecond: most / seconds };
  });
}

/** What such a curve dirties in a period, MiB. */
export function dirtiedMib(curve: readonly DirtyRateSample[], seconds: number): number {
  const next = curve.findIndex(({ periodMs }) => periodMs / 1000 >= seconds);
  if (next === 0) return curve[0].mibPerSecond * seconds;
  if (next < 0) return mib(curve[curve.length - 1]);
  const [low, high] = [curve[next - 1], curve[next]];
  const part = (seconds * 1000 - low.periodMs) / (high.periodMs - low.periodMs);
  return mib(low) + part * (mib(high) - mib(low));
}

function mib({ mibPerSecond, periodMs }: DirtyRateSample): number {
  return (periodMs / 1000) * mibPerSecond;
}

/** A sync, and for a page that waited how likely it is that it was written again. */
interface SeenPoint extends DirtyPoint {
  readonly newlyMib: number;
  readonly waitingMib: number;
  readonly dirtyBeforeMib: number;
  /** Its period in parts of the one before, in which what waited was written. */
  readonly ratio: number;
}

function pointsOf(syncs: readonly ObservedSync[]): readonly SeenPoint[] {
  const recent = syncs.filter(({ workMs }) => workMs > 1).slice(-SYNCS);
  return recent.map((sync, index) => {
    const { syncs: counted, newlyDirtyPages, waitingPages, workMs } = sync;
    const before = recent[index - 1];
    const newlyMib = newlyDirtyPages / PAGES_PER_MIB / counted;
    // What the first pass leaves is the end of RAM, not what the guest has written.
    const waitingMib = before === undefined ? 0 : waitingPages / PAGES_PER_MIB;
    const doubt = Math.log(1 + waitingMib / Math.max(LEAST_MIB, newlyMib)) / 4;
    return {
      logSeconds: Math.log(workMs / 1000 / counted),
      logMib: Math.log(Math.max(LEAST_MIB, newlyMib)),
      weight:
        0.5 ** ((recent.length - 1 - index) / HALVING_SYNCS) / (1 + (doubt / USUAL_NOISE) ** 2),
      newlyMib,
      waitingMib,
      dirtyBeforeMib: before === undefined ? Infinity : before.remainingBytes / MIB,
      ratio: before === undefined ? 1 : workMs / counted / (before.workMs / before.syncs),
    };
  });
}

/**
 * The points with what the guest has written of the pages that waited, which no sync tells. Of what is written in a period,
 * a part is written again in the next one: all of a full working set, nothing of pages that are never written twice.
 */
function withRewritten(points: readonly SeenPoint[], prior: SlopePrior, noise: number) {
  return points.map((point) => {
    const { slope } = fittedAt(points, point.logSeconds, prior, noise);
    const again = 1 + point.ratio ** slope - (1 + point.ratio) ** slope;
    const written = point.newlyMib + Math.max(0, again) * point.waitingMib;
    return { ...point, logMib: Math.log(Math.max(LEAST_MIB, written)) };
  });
}

/** Null where it is none. */
function sweepThrough(seen: readonly SeenPoint[], draw: Draw): DirtyRateSample | null {
  const periods = seen.map((point) => ({ ...point, seconds: Math.exp(point.logSeconds) }));
  const noiseOfOthers = () => noiseOf(withRewritten(seen, graded, noiseOf(seen)));
  const swept = drawSweep(periods, noiseOfOthers, draw);
  if (swept === null) return null;
  const { mib: all, mibPerSecond } = swept;
  return { periodMs: (1000 * all) / mibPerSecond, mibPerSecond };
}

/** Through what was seen, beyond it by the slope at its ends. */
function seenCurve(seen: readonly SeenPoint[], draw: Draw) {
  const shortest = smallest(seen.map(({ logSeconds }) => logSeconds));
  const longest = largest(seen.map(({ logSeconds }) => logSeconds));
  const range = longest - shortest;
  const prior = drawPrior(range, draw);
  const points = withRewritten(seen, prior, noiseOf(seen));
  const noise = noiseOf(points);
  const slopeMiss = draw.normal('slope');
  const levelMiss = 0.7 * noise * draw.normal('level');
  const knee = FARTHEST_KNEE * Math.exp(-range / KNEE_RANGE) * draw.uniform('knee');
  const mayStay = prior === graded && draw.uniform('stays') < STAYING_SHARE;
  const steepness = STEEP + (1 - STEEP) * draw.uniform('steepness');
  const flatness = draw.uniform('flatness');
  const atEnd = (logSeconds: number) => {
    const { level, slope, slopeError } = fittedAt(points, logSeconds, prior, noise);
    return { level, slope: Math.min(1, Math.max(0.02, slope + slopeMiss * slopeError)) };
  };
  const [below, above] = [atEnd(shortest), atEnd(longest)];
  // A curve that is flat somewhere, and bends, is that of a set with an end.
  const stays = mayStay && below.slope > FLAT && below.slope - above.slope < BENT;
  const steep = stays ? 0 : steepness;
  const kneeLeft = below.slope - above.slope > BENT ? knee * KNEE_LEFT : knee;
  return (seconds: number): number => {
    const at = Math.log(seconds);
    if (at < shortest) {
      const flat = Math.min(shortest - at, kneeLeft);
      const fall = below.slope * flat + Math.max(below.slope, steep) * (shortest - at - flat);
      return Math.exp(below.level - fall + levelMiss);
    }
    if (at > longest) {
      return Math.exp(above.level + above.slope * flatness * (at - longest) + levelMiss);
    }
    return Math.exp(fittedAt(points, at, prior, noise).level + levelMiss);
  };
}

function drawPrior(range: number, draw: Draw): SlopePrior {
  const place = draw.uniform('kind');
  const share = Math.exp(-range * NARROWING);
  if (place < FULL_SET_SHARE * share) return fullSet;
  return place < (FULL_SET_SHARE + FRESH_SHARE) * share ? fresh : graded;
}

function unseenCurve({ carriedMibPerSecond, contentMib }: UnseenDirtying, draw: Draw) {
  const isIdle = draw.uniform('idle') < IDLE_SHARE;
  const inFirstSecond =
    carriedMibPerSecond * UNSEEN_PART * Math.exp(UNSEEN_SPREAD * draw.normal('level'));
  const slope = 0.4 + 0.6 * draw.uniform('slope');
  const mostMib = contentMib * Math.exp(SMALLEST_SET * draw.uniform('set'));
  return (seconds: number): number =>
    isIdle ? LEAST_MIB : Math.min(mostMib, inFirstSecond * seconds ** slope);
}
