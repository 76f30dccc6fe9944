import { smallestThat } from './bisect.js';
import { type Candidate, candidateOf } from './candidate.js';
import type { Goals } from './goals.js';
import { type Trials, shareMet } from './trials.js';

/** Runs that have to meet the goals at a limit. */
const runsEach = 3;
/** How far below the given limit it looks. */
const reach = 32;

/**
 * The smallest downtime limit with which settings that meet the goals still meet them, whole ms: in each of
 * three runs. Found by bisection to a quarter, so that a smaller one could work by luck; a 32nd of the limit that
 * the settings have is the smallest that is tried.
 */
export async function leastDowntimeLimit(
  { scenario, settings }: Candidate,
  goals: Goals,
  trials: Trials,
): Promise<number> {
  const { downtime } = scenario.settings;
  const lowest = Math.max(1, downtime / reach);
  const least = await smallestThat(lowest, downtime, 0.25, async (limits) => {
    const candidates = limits.map((limit) =>
      candidateOf({ ...settings, downtime: Math.ceil(limit) }),
    );
    return firstThatMeets(candidates, goals, trials);
  });
  return Math.ceil(least);
}

/** The index of the first candidate of which all runs meet the goals, -1 if there is none. */
async function firstThatMeets(
  candidates: readonly Candidate[],
  goals: Goals,
  trials: Trials,
): Promise<number> {
  const once = await trials.run(candidates, 1);
  for (const [index, trial] of once.entries()) {
    if (shareMet(trial, goals) < 1) continue;
    await trials.run([trial], runsEach);
    if (shareMet(trial, goals) === 1) return index;
  }
  return -1;
}
