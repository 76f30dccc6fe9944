import { type Candidate, candidateOf } from './candidate.js';
import { type Goals, missedGoals } from './goals.js';
import { sureShare } from './preference.js';
import { countMet, type Trial, type Trials } from './trials.js';

/** Runs after which it is looked whether settings can still turn out to be sure. */
const laps = [8, 14];
/** Parts of a downtime limit that was exceeded now and then. */
const saferParts = [0.9, 0.8, 0.6, 0.4];

/** Whether so many runs have been made, and nearly all of them met the goals. */
export function isSure(trial: Trial, goals: Goals, repeats: number): boolean {
  return trial.runs.length >= repeats && countMet(trial, goals) >= sureShare * trial.runs.length;
}

/**
 * Runs settings one after the other until some have turned out to be sure. Those that have missed the goals too often for
 * that are left at once, and where it was the downtime, lower limits of theirs are tried.
 *
 * @param best settings in order of preference
 * @returns all that took part; those that were left have fewer runs
 */
export async function raceToSure(
  best: readonly Trial[],
  goals: Goals,
  repeats: number,
  trials: Trials,
): Promise<readonly Trial[]> {
  const raced: Trial[] = [];
  for (const trial of best) {
    for (const candidate of [trial, ...saferLimits(trial)]) {
      raced.push(await runUntilDecided(candidate, goals, repeats, trials));
      const last = raced[raced.length - 1];
      if (isSure(last, goals, repeats) || !trials.mayGoOn()) return raced;
      if (!hasMissedDowntime(last, goals)) break;
    }
  }
  return raced;
}

/** Runs settings so many times, or until they have missed the goals too often to be sure. */
async function runUntilDecided(
  candidate: Candidate,
  goals: Goals,
  repeats: number,
  trials: Trials,
): Promise<Trial> {
  const mayMiss = repeats - Math.ceil(sureShare * repeats);
  const known = trials.runsOf(candidate.scenario).length;
  for (const runs of [known, ...laps.filter((lap) => lap > known && lap < repeats)]) {
    trials.expect(repeats - runs);
    const [trial] = await trials.run([candidate], runs);
    if (trial.runs.length - countMet(trial, goals) > mayMiss) return trial;
  }
  const [trial] = await trials.run([candidate], repeats);
  return trial;
}

function saferLimits({ scenario, settings }: Candidate): readonly Candidate[] {
  // Under postcopy the limit decides nothing.
  const parts = scenario.settings.postCopy ? [] : saferParts;
  return parts.map((part) =>
    candidateOf({
      ...settings,
      downtime: Math.max(1, Math.round(scenario.settings.downtime * part)),
    }),
  );
}

/** Whether a run was stopped for too long: no lower limit helps one that did not complete. */
function hasMissedDowntime({ runs }: Trial, goals: Goals): boolean {
  return runs.some((run) => (missedGoals(run, goals).get('downtime') ?? 0) > 0);
}
