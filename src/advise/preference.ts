import type { QemuScenario } from '../engines/scenario.js';
import type { CandidateBase } from './candidate.js';
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
  return places
    .sort((a, b) => {
      const index = a.place.findIndex((value, at) => value !== b.place[at]);
      return index < 0 ? 0 : a.place[index] - b.place[index];
    })
    .map(({ trial }) => trial);
}

/** Smaller is better, from the first on. */
function placeOf(trial: Trial, goals: Goals, base: CandidateBase): readonly number[] {
  const { settings } = trial.scenario;
  const share = shareMet(trial, goals);
  const total = meanOf(trial, 'total_time_ms') ?? Infinity;
  if (share === 0) return [2, distanceFromGoals(trial, goals), total];
  const speed = meanOf(trial, 'guest_speed_percent') ?? 0;
  return [
    share >= sureShare ? 0 : 1,
    share >= sureShare ? 0 : -share,
    reservationAbout(trial, base) === null ? 0 : 1,
    -Math.round(speed / speedStep),
    waysUsed(trial.scenario),
    Math.round(Math.log(total) / Math.log(1 + totalStep)),
    -settings.downtime,
  ];
}

/** How much an operator would have to set up, beside the downtime limit. */
function waysUsed({ settings, strategy }: QemuScenario): number {
  const { autoConverge, compressionXbzrle, dirtyLimit, multifd, postCopy } = settings;
  const ways = [autoConverge, multifd, compressionXbzrle, dirtyLimit, postCopy, strategy];
  return ways.filter(Boolean).length;
}
