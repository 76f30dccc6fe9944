import { type RunScenarios, Trials } from '../advise/trials.js';
import type { QemuScenario } from '../engines/scenario.js';
import type { Point } from '../search/gene.js';
import { Generation } from '../search/generation.js';
import type { SearchSpace } from '../search/search-space.js';
import { RandomStream } from '../sim/random-stream.js';
import { bestOf, type TunedSettings, tunedSettings } from './tuned-settings.js';

/** Settings that are tried together: always as many, however many threads there are. */
const generationSize = 12;
/** Part of them that come of nothing that was good. */
const explorationShare = 0.3;

export interface TuneRequest {
  readonly space: SearchSpace;
  /** The scenario of some settings under each load. */
  readonly scenariosOf: (point: Point) => readonly QemuScenario[];
  readonly seed: string;
  /** Settings that are tried, once under each load. */
  readonly candidates: number;
  /** Runs under each load of those that are best then. */
  readonly repeats: number;
}

export interface TuneOutcome {
  /** Of which none is better than another in all; the shortest total time first. */
  readonly front: readonly TunedSettings[];
  /** What the defaults make of the loads. */
  readonly standard: TunedSettings;
  /** Settings that were tried. */
  readonly tried: number;
  /** Migrations that were simulated. */
  readonly runs: number;
}

/**
 * Searches for the settings that are best over some loads: the Pareto front of total time, downtime and guest speed.
 *
 * @throws InputError if no load may have the settings that are to be varied
 */
export async function tune(request: TuneRequest, runAll: RunScenarios): Promise<TuneOutcome> {
  const { candidates, repeats, scenariosOf, seed, space } = request;
  const generation = new Generation(space, new RandomStream(`${seed}/tune`), explorationShare);
  const trials = new Trials(runAll);
  const tryOut = async (points: readonly Point[], times: number): Promise<TunedSettings[]> => {
    const scenarios = points.map(scenariosOf);
    const made = await trials.run(
      scenarios.flat().map((scenario) => ({ settings: {}, scenario })),
      times,
    );
    const loads = scenarios[0]?.length ?? 0;
    return points.map((point, index) =>
      tunedSettings(point, made.slice(index * loads, (index + 1) * loads)),
    );
  };
  // The defaults are tried wherever they are: they are what everything is compared with.
  const standard: Point = {};
  const isWithin = space.genes.every(({ mayBeDefault }) => mayBeDefault);
  let tried = isWithin ? await tryOut([standard], 1) : [];
  if (isWithin) generation.skip(standard);
  for (let looked = tried.length; looked < candidates; looked += generationSize) {
    const parents = bestOf(tried);
    const points = generation.next(
      Math.min(generationSize, candidates - looked),
      parents.length === 0
        ? null
        : (random) => parents[Math.floor(random.uniform() * parents.length)].point,
    );
    if (points.length === 0) break;
    tried = [...tried, ...(await tryOut(points, 1))];
  }
  // Throws where the loads refuse all that is to be varied.
  if (tried.length === 0) scenariosOf(space.neededPoint(new RandomStream('refused')));
  const finalists = bestOf(tried).map(({ point }) => point);
  const [reference, ...finals] = await tryOut([standard, ...finalists], repeats);
  const rivals = isWithin && !finalists.some(isStandard) ? [reference, ...finals] : finals;
  return { front: bestOf(rivals), standard: reference, tried: tried.length, runs: trials.count };
}

/** Whether all settings of a point are at their defaults. */
export function isStandard(point: Point): boolean {
  return Object.keys(point).length === 0;
}
