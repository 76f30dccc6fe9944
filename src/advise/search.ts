import type { Goals } from './goals.js';
import { reservationAbout } from './reservation.js';
import type { QemuScenario } from '../engines/scenario.js';
import { type CandidateBase, type CandidateKind, withMigration } from './candidate-kind.js';
import { coarseCandidates, refinedCandidates } from './candidates.js';
import { preferred, sureShare } from './preference.js';
import { distanceFromGoals, shareMet, type Trial, type Trials } from './trials.js';

/** How many of the best go on from each stage to the next. */
const kept = { coarse: 4, refined: 6, screened: 3 } as const;
/** Runs of each that went on from the refinement. */
const screeningRuns = 3;
/** Runs of the nearest, where none met the goals. */
const hopelessRuns = 8;

/** What a search found. */
export interface SearchResult {
  /** All that was tried. */
  readonly trials: readonly Trial[];
  /** The best, each with all its runs, in order of preference. */
  readonly finalists: readonly Trial[];
}

/**
 * Looks for settings that meet the goals, from coarse to fine: settings that lie far apart once each; those
 * near the best ones once each; of these the best a few times; and the best of them all the times. Last
 * resorts are tried where nothing else meets the goals without a reservation.
 */
export async function searchSettings(
  kinds: readonly CandidateKind[],
  base: CandidateBase,
  goals: Goals,
  repeats: number,
  trials: Trials,
): Promise<SearchResult> {
  const ringEntries = base.plain.hardware.dirtyRingSize;
  const order = (list: readonly Trial[]): readonly Trial[] => preferred(list, goals, ringEntries);
  const explore = async (some: readonly CandidateKind[]): Promise<readonly Trial[]> => {
    const coarse = await trials.run(coarseCandidates(some, base), 1);
    // Beside the preferred ones those nearest to the goals, where those are others.
    const starts = distinct([
      ...order(coarse).slice(0, kept.coarse),
      ...nearest(coarse, goals).slice(0, 2),
    ]);
    const fine = await trials.run(refinedCandidates(some, starts.map(scenarioOf), base), 1);
    return distinct([...coarse, ...fine]);
  };
  let tried = await explore(kinds.filter(({ lastResort }) => lastResort !== true));
  // Where nothing is worth a try, at least it is told how far precopy is off.
  if (tried.length === 0) tried = await trials.run([base.plain], 1);
  const isMet = tried.some(
    (trial) =>
      shareMet(trial, goals) === 1 && reservationAbout(trial.scenario, ringEntries) === null,
  );
  if (!isMet) {
    const last = await explore(kinds.filter(({ lastResort }) => lastResort === true));
    tried = distinct([...tried, ...last]);
  }
  const screened = await trials.run(
    order(tried).slice(0, kept.refined).map(scenarioOf),
    Math.min(screeningRuns, repeats),
  );
  const best = order(screened).slice(0, kept.screened);
  const isHopeful = best.some((trial) => shareMet(trial, goals) > 0);
  const finalists: Trial[] = [];
  for (const { scenario } of best.slice(0, isHopeful ? kept.screened : 1)) {
    const runs = isHopeful ? repeats : Math.min(hopelessRuns, repeats);
    const [trial] = await trials.run([scenario], runs);
    finalists.push(trial);
    // The others are needed only where the best is not sure.
    if (shareMet(trial, goals) >= sureShare) break;
  }
  // Some that met the goals a few times miss the downtime now and then: a lower limit is surer.
  const [first] = order(finalists);
  const isDone = !isHopeful || shareMet(first, goals) >= sureShare;
  const lowered = isDone ? [] : await trials.run(saferLimits(first), repeats);
  return { trials: tried, finalists: order(distinct([...finalists, ...lowered])) };
}

function saferLimits({ scenario }: Trial): readonly QemuScenario[] {
  return [0.8, 0.6, 0.4].map((part) =>
    withMigration(scenario, {
      downtimeLimitMs: Math.max(1, Math.round(scenario.migration.downtimeLimitMs * part)),
    }),
  );
}

function nearest(trials: readonly Trial[], goals: Goals): readonly Trial[] {
  return trials.toSorted((a, b) => distanceFromGoals(a, goals) - distanceFromGoals(b, goals));
}

function scenarioOf({ scenario }: Trial): QemuScenario {
  return scenario;
}

/** Trials of the same settings share their runs. */
function distinct(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter(
    (trial, index) => trials.findIndex(({ runs }) => runs === trial.runs) === index,
  );
}
