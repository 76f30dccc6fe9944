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
    const tried = await trials.run(
      limits.map((limit) => candidateOf({ ...settings, downtime: Math.ceil(limit) })),
      runsEach,
    );
    return tried.map((trial) => shareMet(trial, goals) === 1);
  });
  return Math.ceil(least);
}
