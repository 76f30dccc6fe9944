import {
  type Candidate,
  type CandidateBase,
  candidateOf,
  type CandidateKind,
  variations,
} from './candidate.js';
import type { Goals } from './goals.js';
import { preferred, sureShare } from './preference.js';
import { reservationAbout } from './reservation.js';
import { distanceFromGoals, distinct, shareMet, type Trial, type Trials } from './trials.js';

/** How many of the best go on from each stage to the next. */
const kept = { coarse: 4, refined: 6, screened: 3 } as const;
/** Runs of each that went on from the refinement. */
const screeningRuns = 3;
/** Runs of the nearest, where none met the goals. */
const hopelessRuns = 8;
/** Parts of a downtime limit that was exceeded now and then. */
const saferParts = [0.8, 0.6, 0.4];

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
  const order = (list: readonly Trial[]): readonly Trial[] => preferred(list, goals, base);
  const coarseOf = (some: readonly CandidateKind[]): readonly Candidate[] =>
    some.flatMap((kind) => variations(base.plain, kind.coarse(base)));
  const explore = async (
    some: readonly CandidateKind[],
    far: readonly Candidate[],
  ): Promise<readonly Trial[]> => {
    const coarse = distinct(await trials.run(far, 1));
    // Beside the preferred ones those nearest to the goals, where those are others.
    const starts = distinct([
      ...order(coarse).slice(0, kept.coarse),
      ...nearest(coarse, goals).slice(0, 2),
    ]);
    const near = starts.flatMap((good) =>
      some.flatMap((kind) => variations(good, kind.refine(good, base))),
    );
    return distinct([...coarse, ...(await trials.run(trials.affordable(near), 1))]);
  };
  const usual = kinds.filter(({ isLastResort }) => !isLastResort);
  let tried = await explore(usual, coarseOf(usual));
  // Where nothing is worth a try, at least it is told how far precopy is off.
  if (tried.length === 0) tried = await trials.run([base.plain], 1);
  const isMet = tried.some(
    (trial) => shareMet(trial, goals) === 1 && reservationAbout(trial, base) === null,
  );
  if (!isMet) {
    const lastResorts = kinds.filter(({ isLastResort }) => isLastResort);
    const last = await explore(lastResorts, trials.affordable(coarseOf(lastResorts)));
    tried = distinct([...tried, ...last]);
  }
  const screened = order(tried).slice(0, kept.refined);
  await trials.run(trials.affordable(screened), Math.min(screeningRuns, repeats));
  const best = order(screened).slice(0, kept.screened);
  const isHopeful = best.some((trial) => shareMet(trial, goals) > 0);
  const finalists: Trial[] = [];
  for (const candidate of best.slice(0, isHopeful ? kept.screened : 1)) {
    const hopeless = trials.mayGoOn() ? Math.min(hopelessRuns, repeats) : 1;
    const [trial] = await trials.run([candidate], isHopeful ? repeats : hopeless);
    finalists.push(trial);
    // The others are needed only where the best is not sure.
    if (shareMet(trial, goals) >= sureShare || !trials.mayGoOn()) break;
  }
  const [first] = order(finalists);
  const isDone = !isHopeful || shareMet(first, goals) >= sureShare;
  // Some that met the goals a few times miss the downtime now and then: a lower limit is surer.
  const lowered = isDone ? [] : await trials.run(trials.affordable(saferLimits(first)), repeats);
  return { trials: tried, finalists: order(distinct([...finalists, ...lowered])) };
}

function saferLimits({ scenario, settings }: Trial) {
  return saferParts.map((part) =>
    candidateOf({
      ...settings,
      downtime: Math.max(1, Math.round(scenario.settings.downtime * part)),
    }),
  );
}

function nearest(trials: readonly Trial[], goals: Goals): readonly Trial[] {
  return trials.toSorted((a, b) => distanceFromGoals(a, goals) - distanceFromGoals(b, goals));
}
