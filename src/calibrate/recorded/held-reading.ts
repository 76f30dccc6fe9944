import type { ToldNumber } from './host-reading.js';

/** How far a number of the start may be off before that counts as one miss, as a logarithm: a factor of three. */
export const START_SPREAD = Math.log(3);

/** Beyond so many of these factors nothing is looked for, unless it was read. */
const FARTHEST = 6;
const GRID = 2000;
const REFINEMENTS = 60;

/**
 * A reading held to what the start says, as by one more miss: one that is certain stays as it is, one that is not moves to the
 * start as far as its error allows.
 *
 * @param usual what the start says; 0 if that is no size to be off from by a factor
 * @returns null if the reading says less than the start does
 */
export function heldReading(reading: ToldNumber, usual: number): ToldNumber | null {
  const { standardError: error, value: read } = reading;
  if (usual <= 0) return read > error ? reading : null;
  if (error <= 0) return reading;
  const missesAt = (log: number): number =>
    ((read - Math.exp(log)) / error) ** 2 + ((log - Math.log(usual)) / START_SPREAD) ** 2;
  const logs = [-FARTHEST, FARTHEST].map((factors) => Math.log(usual) + factors * START_SPREAD);
  const ends = read > 0 ? [...logs, Math.log(read)] : logs;
  const value = Math.exp(leastPlace(missesAt, Math.min(...ends), Math.max(...ends)));
  if (error >= START_SPREAD * Math.max(value, usual)) return null;
  const standardError = 1 / Math.hypot(1 / error, 1 / (START_SPREAD * value));
  return { ...reading, value, standardError };
}

/** Where `at` is least: on a grid, as there may be two hollows, then within the one of them. */
function leastPlace(at: (place: number) => number, from: number, to: number): number {
  const step = (to - from) / GRID;
  let best = from;
  for (let index = 1; index <= GRID; index++) {
    const place = from + index * step;
    if (at(place) < at(best)) best = place;
  }
  let [low, high] = [best - step, best + step];
  for (let left = REFINEMENTS; left > 0; left--) {
    const third = (high - low) / 3;
    if (at(low + third) < at(high - third)) high -= third;
    else low += third;
  }
  return (low + high) / 2;
}
