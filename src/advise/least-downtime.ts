import type { Goals } from './goals.js';
import type { QemuScenario } from '../engines/scenario.js';
import { smallestThat } from './bisect.js';
import { withMigration } from './candidate-kind.js';
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
  scenario: QemuScenario,
  goals: Goals,
  trials: Trials,
): Promise<number> {
  const { downtimeLimitMs } = scenario.migration;
  const lowest = Math.max(1, downtimeLimitMs / reach);
  const least = await smallestThat(lowest, downtimeLimitMs, 0.25, async (limits) => {
    const tried = await trials.run(
      limits.map((limit) => withMigration(scenario, { downtimeLimitMs: Math.ceil(limit) })),
      runsEach,
    );
    return tried.map((trial) => shareMet(trial, goals) === 1);
  });
  return Math.ceil(least);
}
