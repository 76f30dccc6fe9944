import { RandomStream } from '../sim/random-stream.js';
import type { Point } from '../search/gene.js';
import { Generation } from '../search/generation.js';
import type { SearchSpace } from '../search/search-space.js';
import { type Arena, type Duel, worstFirst } from './arena.js';

/** Points that are looked at together: always the same, however many threads there are. */
const generationSize = 32;
/** Part of the points that are drawn anew and come of nothing that was found. */
const explorationShare = 0.25;
/** Of so many elites that are drawn, the worst for the strategy is a parent. */
const tournamentSize = 3;

export interface SearchSize {
  readonly seed: string;
  /** Points that are looked at. */
  readonly candidates: number;
}

/**
 * Looks for points at which the strategy does badly. Coverage-guided: of all migrations that went alike, in whatever
 * scenario, the worst for the strategy is kept, and the kept ones have mutants and children.
 *
 * @returns what was kept, the worst for the strategy first
 */
export async function searchDuels(
  arena: Arena,
  space: SearchSpace,
  { candidates, seed }: SearchSize,
): Promise<readonly Duel[]> {
  const generation = new Generation(space, new RandomStream(`${seed}/challenge`), explorationShare);
  const elites = new Map<string, Duel>();
  let looked = 0;
  while (looked < candidates) {
    const size = Math.min(generationSize, candidates - looked);
    const parents = [...elites.values()];
    const points = generation.next(
      size,
      parents.length < 2 ? null : (random) => chosenParent(parents, random),
    );
    // All that there is has been looked at.
    if (points.length === 0) break;
    for (const duel of await arena.duels(points, 1)) {
      const cell = behaviour(duel);
      const elite = elites.get(cell);
      if (elite === undefined || worstFirst(duel, elite) < 0) elites.set(cell, duel);
    }
    looked += size;
  }
  return [...elites.values()].sort(worstFirst);
}

function chosenParent(parents: readonly Duel[], random: RandomStream): Point {
  const drawn = Array.from(
    { length: tournamentSize },
    () => parents[Math.floor(random.uniform() * parents.length)],
  );
  return drawn.sort(worstFirst)[0].point;
}

/** How the two migrations went, in broad terms: how they ended, for how long they went on, how far they throttled. */
function behaviour({ other, own }: Duel): string {
  return [own[0], other[0]]
    .flatMap(({ max_throttle_percent: throttle, status, total_time_ms: ms }) => [
      status,
      Math.round(Math.log2(1 + ms / 1000)),
      Math.round(throttle / 25),
    ])
    .join('/');
}
