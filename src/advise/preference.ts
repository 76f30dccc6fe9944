import type { QemuScenario } from '../engines/scenario.js';
import type { Candidate, CandidateBase } from './candidate.js';
import type { Goals } from './goals.js';
import { reservationAbout } from './reservation.js';
import { distanceFromGoals, meanOf, shareMet, type Trial } from './trials.js';

/** Guest speeds within so many percent of each other count as the same. */
const speedStep = 5;
/** Total times within this share of each other, likewise. */
const totalStep = 0.05;
/** Shares of successes from here on count as the same. */
export const sureShare = 0.95;

/**
 * The order in which settings are preferred, best first: those that meet the goals surely; of them those that
 * can be used on this guest without a risk, those that slow it least, those with fewer settings, those that
 * end sooner, and those with the highest downtime limit, which is the easiest to reach. Those that do not meet
 * the goals follow, the nearest first.
 */
export function preferred(
  trials: readonly Trial[],
  goals: Goals,
  base: CandidateBase,
): readonly Trial[] {
  const places = trials.map((trial) => ({ trial, place: placeOf(trial, goals, base) }));
  return places.sort((a, b) => compare(a.place, b.place)).map(({ trial }) => trial);
}

/**
 * Whether settings could be preferred to some others, at best: always where those do not meet the goals. What has not
 * been run might leave the guest at full speed and end when RAM was sent once; what was run might do a step
 * better.
 */
export function mayBePreferred(
  settings: Candidate | Trial,
  others: Trial,
  goals: Goals,
  base: CandidateBase,
): boolean {
  if (shareMet(others, goals) < sureShare) return true;
  const place =
    'runs' in settings ? betterPlaceOf(settings, goals, base) : bestPlaceOf(settings, base);
  return compare(place, placeOf(others, goals, base)) < 0;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const index = a.findIndex((value, at) => value !== b[at]);
  return index < 0 ? 0 : a[index] - b[index];
}

/** The place of a trial if its other runs are a step better. */
function betterPlaceOf(trial: Trial, goals: Goals, base: CandidateBase): readonly number[] {
  if (shareMet(trial, goals) === 0) return placeOf(trial, goals, base);
  const speed = meanOf(trial, 'guest_speed_percent') ?? 0;
  const total = meanOf(trial, 'total_time_ms') ?? Infinity;
  const better = { speed: Math.min(100, speed + speedStep), total: total / (1 + totalStep) };
  return [0, 0, ...placeAmongSure(trial, base, better.speed, better.total)];
}

/** The best place that settings can have, whatever comes of them. */
function bestPlaceOf(candidate: Candidate, base: CandidateBase): readonly number[] {
  const { settings } = candidate.scenario;
  const { first_pass_seconds: firstPass } = base.survey;
  // Over several channels the first pass may be faster.
  const total = settings.multifd || firstPass === null ? 1 : firstPass * 1000;
  return [0, 0, ...placeAmongSure(candidate, base, 100, total)];
}

/** Smaller is better, from the first on. */
function placeOf(trial: Trial, goals: Goals, base: CandidateBase): readonly number[] {
  const share = shareMet(trial, goals);
  const total = meanOf(trial, 'total_time_ms') ?? Infinity;
  if (share === 0) return [2, distanceFromGoals(trial, goals), total];
  const speed = meanOf(trial, 'guest_speed_percent') ?? 0;
  const place = placeAmongSure(trial, base, speed, total);
  return share >= sureShare ? [0, 0, ...place] : [1, -share, ...place];
}

function placeAmongSure(
  candidate: Candidate,
  base: CandidateBase,
  speedPercent: number,
  totalMs: number,
): readonly number[] {
  return [
    reservationAbout(candidate, base) === null ? 0 : 1,
    -Math.round(speedPercent / speedStep),
    waysUsed(candidate.scenario),
    Math.round(Math.log(totalMs) / Math.log(1 + totalStep)),
    -candidate.scenario.settings.downtime,
  ];
}

/** How much an operator would have to set up, beside the downtime limit. */
function waysUsed({ settings, strategy }: QemuScenario): number {
  const { autoConverge, compressionXbzrle, dirtyLimit, multifd, postCopy } = settings;
  const ways = [autoConverge, multifd, compressionXbzrle, dirtyLimit, postCopy, strategy];
  return ways.filter(Boolean).length;
}
