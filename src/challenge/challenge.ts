import { type RunScenarios, Trials } from '../advise/trials.js';
import type { Gene, Point } from '../search/gene.js';
import { SearchSpace } from '../search/search-space.js';
import { RandomStream } from '../sim/random-stream.js';
import { Arena, type Duel, holds } from './arena.js';
import { type Contest, contestScenario, isAccepted } from './contest.js';
import { searchDuels } from './search.js';
import { shrunk } from './shrink.js';

/** What is looked for, and how long. */
export interface ChallengeRequest {
  readonly contest: Contest;
  readonly genes: readonly Gene[];
  readonly seed: string;
  /** Points that the search looks at. */
  readonly candidates: number;
  /** Runs of each strategy in which a find has to hold. */
  readonly repeats: number;
  /** How much worse the strategy has to be in each of them. */
  readonly least: number;
  /** The most finds that are wanted. */
  readonly finds: number;
}

/** A find in its simplest form, and as it was found. */
export interface Find {
  readonly simplest: Duel;
  readonly found: Duel;
}

export interface ChallengeProgress {
  /** Called when something else begins: so many finds are there. */
  readonly onStage?: (stage: 'searching' | 'shrinking', finds: number) => void;
  /** Called with each find as soon as it has its simplest form. */
  readonly onFind?: (find: Find) => void;
}

export interface ChallengeOutcome {
  readonly finds: readonly Find[];
  /** Migrations that were simulated. */
  readonly runs: number;
  /** The worst for the strategy that was seen, in one run of each; null if none could be compared. */
  readonly worst: number | null;
}

/** Suspects, for each find that is wanted, after which a challenge gives up. */
const suspectsPerFind = 6;

/**
 * Searches for scenarios in which a strategy does badly against another one, and shrinks them.
 *
 * @throws InputError if no migration may have the settings that are to be varied
 */
export async function challenge(
  request: ChallengeRequest,
  runAll: RunScenarios,
  { onFind, onStage }: ChallengeProgress = {},
): Promise<ChallengeOutcome> {
  const { contest, genes, least, repeats } = request;
  const accepts = (point: Point): boolean => isAccepted(contest, point);
  const arena = new Arena(contest, new Trials(runAll));
  onStage?.('searching', 0);
  const space = new SearchSpace(genes, accepts);
  const elites = await searchDuels(arena, space, request);
  if (elites.length === 0) refuseRanges(contest, space);
  const finds: Find[] = [];
  const suspects = elites
    .filter(({ score }) => score !== null && score >= least)
    .slice(0, request.finds * suspectsPerFind);
  for (const { point } of suspects) {
    if (finds.length >= request.finds) break;
    onStage?.('shrinking', finds.length);
    const [found] = await arena.duels([point], repeats);
    // One run may be an accident.
    if (!holds(found, least)) continue;
    const simplest = await shrunk(found, arena, { genes, least, repeats, isAccepted: accepts });
    if (finds.some((find) => isLike(find.simplest, simplest))) continue;
    const find = { found, simplest };
    finds.push(find);
    onFind?.(find);
  }
  return { finds, runs: arena.runs, worst: elites[0]?.score ?? null };
}

/** @throws InputError saying why nothing within the ranges is accepted */
function refuseRanges(contest: Contest, space: SearchSpace): void {
  const point = space.neededPoint(new RandomStream('refused'));
  for (const side of [contest.strategy, contest.against]) contestScenario(contest, side, point);
}

/** Two finds are the same weakness if the same settings bring it about. */
function isLike(a: Duel, b: Duel): boolean {
  return Object.keys(a.point).join() === Object.keys(b.point).join();
}
