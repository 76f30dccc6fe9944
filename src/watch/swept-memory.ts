import { largest, smallest, sum } from '../statistics/summary.js';
import type { Draw } from './stratified-draws.js';

/** What a sync has shown of a period. */
export interface SweptPeriod {
  /** The guest's running time. */
  readonly seconds: number;
  readonly newlyMib: number;
  /** What was dirty all the time, of which no sync tells whether it was written again. */
  readonly waitingMib: number;
  /** What was dirty when it began. */
  readonly dirtyBeforeMib: number;
}

/** Memory that is written from end to end, again and again, always as fast. */
export interface SweptMemory {
  readonly mib: number;
  readonly mibPerSecond: number;
}

/** One that may explain the periods. */
export interface PossibleSweep extends SweptMemory {
  /** How likely it makes them, compared with other curves. */
  readonly odds: number;
}

/** So much of the most that was dirty in any period is all of it. */
const ALL = 0.95;
/** That there is a set with an end is known when so many periods have found all of it dirty. */
const LEAST_FULL = 2;
/** How likely a sweep is against other writes in such a set. Fitted on the series of `docs/forecasts.md`. */
const ODDS = 2;
/** How far periods are from a sweep, as a logarithm, and how exactly the time of a sync is known. */
const NOISE = 0.02;
const SYNC_SECONDS = 0.05;

/**
 * A sweep, drawn at random, or null for none.
 *
 * @param noiseOfOthers how far the periods are from any other curve, as a logarithm
 */
export function drawSweep(
  periods: readonly SweptPeriod[],
  noiseOfOthers: () => number,
  draw: Draw,
): SweptMemory | null {
  const sweeps = sweepsOf(periods, noiseOfOthers);
  const most = ODDS * largest([0, ...sweeps.map(({ odds }) => odds)]);
  if (draw.uniform('sweep') * (1 + most) >= most) return null;
  let place = draw.uniform('rate') * sum(sweeps.map(({ odds }) => odds));
  const drawn = sweeps.find(({ odds }) => (place -= odds) < 0) ?? sweeps[0];
  return {
    mib: drawn.mib,
    mibPerSecond: drawn.mibPerSecond * Math.exp(NOISE * draw.normal('level')),
  };
}

/**
 * The sweeps that may explain the periods: of memory that was all dirty in some of them, as fast as one of the shorter ones
 * shows.
 *
 * @returns none where no end of the memory was seen, or no period that is shorter than a sweep
 */
export function sweepsOf(
  periods: readonly SweptPeriod[],
  noiseOfOthers: () => number,
): readonly PossibleSweep[] {
  const mib = largest(periods.map(dirtyMib));
  const full = periods.filter((period) => dirtyMib(period) >= ALL * mib);
  if (full.length < LEAST_FULL) return [];
  const sweepSeconds = smallest(full.map(({ seconds }) => seconds));
  const short = periods.filter(({ seconds }) => seconds < sweepSeconds);
  if (short.length === 0) return [];
  const noise = noiseOfOthers();
  const rates = short.flatMap(ratesOf).filter((rate) => rate > 0);
  return rates.map((mibPerSecond) => {
    const sweep = { mib, mibPerSecond };
    const gains = short.map((period) => logLikelihood(period, sweep) + Math.log(noise) + 0.5);
    return { ...sweep, odds: Math.exp(sum(gains)) };
  });
}

/**
 * How likely a sweep makes what was found dirty in a period: normally distributed, but for a constant. What waits lies together: a
 * sweep comes either to all of that, the likelier the longer the period, or to none; to any part of it only if all of the
 * memory was dirty when the period began.
 */
function logLikelihood(period: SweptPeriod, { mib, mibPerSecond }: SweptMemory): number {
  const [least, most] = ratesOf(period);
  const noise = Math.hypot(NOISE, SYNC_SECONDS / period.seconds);
  const near = (rate: number) => Math.exp(-((Math.log(rate / mibPerSecond) / noise) ** 2) / 2);
  const part = Math.min(1, (mibPerSecond * period.seconds) / mib);
  const wasAllDirty = period.dirtyBeforeMib > ALL * mib;
  const isBetween = least < mibPerSecond && mibPerSecond < most;
  const likelihood = wasAllDirty && isBetween ? 1 : part * near(most) + (1 - part) * near(least);
  return Math.log(likelihood / noise);
}

/** If it came to nothing of what waited, and if it came to all of that, MiB/s. */
function ratesOf(period: SweptPeriod): readonly [number, number] {
  return [period.newlyMib / period.seconds, dirtyMib(period) / period.seconds];
}

function dirtyMib({ newlyMib, waitingMib }: SweptPeriod): number {
  return newlyMib + waitingMib;
}
